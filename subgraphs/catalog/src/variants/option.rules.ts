export const MOST_OPTIONS = 3;
/** With the largest quantity of a level this keeps a product's total within an Int. */
export const MOST_VARIANTS = 200;
const LONGEST_TEXT = 255;

export interface SelectedOption {
  readonly name: string;
  readonly value: string;
}

/** What makes a variant that variant among its product's: its values without case and outer spaces. */
export function optionKey(values: readonly string[]): string {
  return JSON.stringify(values.map(comparable));
}

export function variantTitle(values: readonly string[]): string {
  return values.join(' / ');
}

/** A sentence for people, or null where the names will do. */
export function problemWithOptionNames(names: readonly string[]): string | null {
  if (names.length > MOST_OPTIONS) return `A product has ${MOST_OPTIONS} options at most.`;
  if (names.some((name) => name.trim() === '')) return 'An option needs a name.';
  if (names.some((name) => name.length > LONGEST_TEXT)) return `An option's name has ${LONGEST_TEXT} characters at most.`;
  if (new Set(names.map(comparable)).size < names.length) return 'Two options have the same name.';
  return null;
}

/** The values in the order of the options; a sentence for people where they do not name each option exactly once. */
export function orderValues(names: readonly string[], selected: readonly SelectedOption[]): string[] | string {
  const byName = new Map(selected.map(({ name, value }) => [comparable(name), value.trim()]));
  if (selected.length !== names.length || byName.size !== selected.length) return `Give one value for each of: ${listed(names)}.`;
  const values = names.map((name) => byName.get(comparable(name)));
  if (!values.every((value): value is string => value !== undefined)) return `Give one value for each of: ${listed(names)}.`;
  if (values.includes('')) return 'An option value cannot be empty.';
  if (values.some((value) => value.length > LONGEST_TEXT)) return `An option value has ${LONGEST_TEXT} characters at most.`;
  return values;
}

export interface OptionEdit {
  readonly name: string;
  /** The present option that this one continues; where absent, the one of the same name. */
  readonly from: string | null;
  /** What present variants get where the option is new. */
  readonly value: string | null;
}

export interface OptionRemap {
  readonly names: readonly string[];
  /** For each variant given, its values under the new options. */
  readonly values: readonly (readonly string[])[];
}

/**
 * Renames, reorders, adds and drops options of a product that has variants. What is dropped must not have told two
 * variants apart, and what is new needs a value for the variants that are there.
 */
export function remapOptions(present: readonly string[], edits: readonly OptionEdit[], variants: readonly (readonly string[])[]): OptionRemap | string {
  const names = edits.map((edit) => edit.name.trim());
  const problem = problemWithOptionNames(names);
  if (problem !== null) return problem;
  const positions = new Map(present.map((name, position) => [comparable(name), position]));
  const sources = edits.map((edit) => positions.get(comparable(edit.from ?? edit.name)));

  const unknown = edits.find((edit, index) => edit.from !== null && sources[index] === undefined);
  if (unknown !== undefined) return `There is no option ${unknown.from ?? ''}.`;
  const continued = sources.filter((source) => source !== undefined);
  if (new Set(continued).size < continued.length) return 'Two options continue the same one.';
  const bare = edits.find((edit, index) => sources[index] === undefined && (edit.value ?? '').trim() === '');
  if (bare !== undefined && variants.length > 0) return `The new option ${bare.name} needs a value for the variants that are there.`;

  const values = variants.map((variant) =>
    edits.map((edit, index) => {
      const source = sources[index];
      return source === undefined ? (edit.value ?? '').trim() : (variant[source] ?? '');
    }),
  );
  if (new Set(values.map(optionKey)).size < values.length) return 'Without the option that is left out, two variants would be the same.';
  return { names, values };
}

/** Values of each option in the order in which variants show them first. */
export function distinctValues(names: readonly string[], variants: readonly (readonly string[])[]): { name: string; values: string[] }[] {
  return names.map((name, index) => {
    const values = new Map<string, string>();
    for (const variant of variants) {
      const value = variant[index];
      if (value !== undefined && !values.has(comparable(value))) values.set(comparable(value), value);
    }
    return { name, values: [...values.values()] };
  });
}

function comparable(text: string): string {
  return text.trim().normalize('NFC').toLowerCase();
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'no option (the product has none)' : names.join(', ');
}
