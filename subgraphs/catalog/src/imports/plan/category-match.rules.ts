import type { ProductKind } from '../file/product-statement.types.ts';
import { CATEGORY_WORDS } from './category-words.ts';

export interface KnownCategory {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  /** From the root down to itself. */
  readonly path: readonly string[];
}

export interface CategoryMatch {
  readonly categoryId: string;
  /** The vendor's own word for it settles the matter; the rest is our guess. */
  readonly isSettled: boolean;
}

/** Where a product belongs by what the file says of it; null where nothing fits. */
export type CategoryMatcher = (kind: ProductKind) => CategoryMatch | null;

/**
 * The vendor's own mapping first, then a category of that name, then the finest step of a taxonomy path that has one, then
 * words that stand for one of the roots.
 */
export function createCategoryMatcher(categories: readonly KnownCategory[], mapping: readonly { readonly type: string; readonly categoryId: string }[]): CategoryMatcher {
  const settled = new Map(mapping.map(({ type, categoryId }) => [folded(type), categoryId]));
  const named = new Map<string, string>();
  // Of several with one name the highest in the tree; a name goes before another's slug.
  const byDepth = categories.toSorted((left, right) => left.path.length - right.path.length);
  for (const { id, name, slug } of [...byDepth, ...byDepth.map((category) => ({ ...category, name: category.slug }))]) {
    for (const key of [folded(name), folded(slug)]) if (!named.has(key)) named.set(key, id);
  }
  const worded = new Map(
    [...CATEGORY_WORDS].flatMap(([slug, words]) => {
      const root = categories.find((category) => category.slug === slug);
      return root === undefined ? [] : words.map((word) => [word, root.id] as const);
    }),
  );

  return ({ type, productCategory, googleCategory }) => {
    const chosen = settled.get(folded(type));
    if (chosen !== undefined) return { categoryId: chosen, isSettled: true };
    const steps = [...stepsOf(productCategory), ...stepsOf(googleCategory)];
    const found = firstOf([type, ...steps], (text) => named.get(folded(text))) ?? firstOf([type, ...steps], (text) => byWords(text, worded));
    return found === undefined ? null : { categoryId: found, isSettled: false };
  };
}

function firstOf(texts: readonly string[], find: (text: string) => string | undefined): string | undefined {
  for (const text of texts) {
    const found = text === '' ? undefined : find(text);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The whole phrase, then ever shorter ends of it, then single words from the last to the first. */
function byWords(text: string, worded: ReadonlyMap<string, string>): string | undefined {
  const words = folded(text).split(' ');
  const ends = words.map((_, index) => words.slice(index).map((word, at, all) => (at === all.length - 1 ? singular(word) : word)).join(' '));
  return firstOf([...ends, ...words.map(singular).toReversed()], (phrase) => worded.get(phrase));
}

/** `Home & Garden > Kitchen > Mugs`, finest first. */
function stepsOf(path: string): string[] {
  return path.split('>').map((step) => step.trim()).toReversed();
}

/** Without case, accents and punctuation, so that `Home & Garden`, `home-garden` and `HOME/GARDEN` are one. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function singular(word: string): string {
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(ss|x|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}
