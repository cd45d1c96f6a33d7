import { orderValues } from '../../variants/option.rules.ts';
import type { ProductStatement } from '../file/product-statement.types.ts';
import type { PresentProduct } from './plan.types.ts';

const PLAIN_NAME = 'title';
const PLAIN_VALUE = 'default title';

/** The product's options: the file's, or those it has where the file names none or has no variant that could be used. */
export function optionNamesOf({ about, variants }: ProductStatement, present: PresentProduct | null): readonly string[] {
  const now = present?.product.optionNames ?? [];
  const said = about?.optionNames;
  if (said === undefined || variants.length === 0) return now;
  const isPlain = said.length === 1 && same(said[0], PLAIN_NAME) && variants.every(({ values }) => same(values[0], PLAIN_VALUE));
  return isPlain ? [] : said;
}

/** A variant's values under the options; a sentence for people where they do not fit. */
export function valuesOf(optionNames: readonly string[], cells: readonly [string, string, string]): string[] | string {
  const last = cells.findLastIndex((cell) => cell !== '');
  const given = optionNames.length === 0 && last === 0 && same(cells[0], PLAIN_VALUE) ? [] : cells.slice(0, last + 1);
  if (given.length > optionNames.length) return `A value for option ${given.length}, and the product has ${optionNames.length === 0 ? 'no options' : `the options ${optionNames.join(', ')}`}.`;
  return orderValues(optionNames, optionNames.map((name, index) => ({ name, value: given[index] ?? '' })));
}

/** The values of a variant that is there, in the order of the product's options to be; unchanged where those are others. */
export function arrangeValues(before: readonly string[], after: readonly string[], values: readonly string[]): readonly string[] {
  const places = after.map((name) => before.findIndex((candidate) => same(candidate, name)));
  const isReordered = before.length === after.length && !places.includes(-1) && new Set(places).size === places.length;
  return isReordered ? places.map((place) => values[place] ?? '') : values;
}

function same(left: string | undefined, right: string): boolean {
  return (left ?? '').trim().normalize('NFC').toLowerCase() === right.trim().normalize('NFC').toLowerCase();
}
