import { fail, ok, type Result } from '@marketgraph/kernel';
import { invalidInput, type InvalidInput } from '../failures.ts';
import { HIGHEST_PRICE } from '../variants/price.rules.ts';
import { isSlug } from './slug.rules.ts';
import { sanitiseHtml } from './sanitise.ts';

/** What a product says of itself, as it is given: absent is not said, null is nothing. */
export interface ProductTexts {
  readonly title?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly handle?: string | null | undefined;
  readonly slug?: string | null | undefined;
  readonly seo?: { readonly title?: string | null | undefined; readonly description?: string | null | undefined } | null | undefined;
  readonly productType?: string | null | undefined;
  readonly brand?: string | null | undefined;
  readonly tags?: readonly string[] | null | undefined;
  readonly basePrice?: bigint | null | undefined;
}

/** The columns that follow from it; only those that something was said of. */
export interface ProductColumns {
  title?: string;
  description?: string;
  handle?: string;
  slug?: string;
  seoTitle?: string;
  seoDescription?: string;
  productType?: string | null;
  brand?: string | null;
  tags?: string[];
  basePrice?: bigint | null;
}

export interface ReadTexts {
  readonly columns: ProductColumns;
  /** Part of the description was not allowed. */
  readonly sanitised: boolean;
}

const LIMITS = { title: 255, description: 100_000, seo: 1_000, word: 255, tag: 100, tags: 50 } as const;

/** Checks and tidies what is said, without looking at anything else. Imports go through it too. */
export function readTexts(given: ProductTexts): Result<ReadTexts, InvalidInput> {
  const columns: ProductColumns = {};
  let sanitised = false;
  if (given.title !== undefined) {
    const title = (given.title ?? '').trim();
    if (title === '') return fail(invalidInput('A product needs a title.', 'title'));
    if (title.length > LIMITS.title) return tooLong(LIMITS.title, 'title');
    columns.title = title;
  }
  if (given.description !== undefined) {
    if ((given.description ?? '').length > LIMITS.description) return tooLong(LIMITS.description, 'description');
    const { html, removed } = sanitiseHtml(given.description ?? '');
    columns.description = html;
    sanitised = removed;
  }
  for (const field of ['handle', 'slug'] as const) {
    const text = given[field];
    if (text === undefined || text === null) continue;
    if (!isSlug(text)) return fail(invalidInput('Letters, digits, dots, dashes and underscores, beginning with a letter or digit.', field));
    columns[field] = text;
  }
  for (const [field, column] of [['title', 'seoTitle'], ['description', 'seoDescription']] as const) {
    const text = given.seo?.[field];
    if (text === undefined) continue;
    if ((text ?? '').length > LIMITS.seo) return tooLong(LIMITS.seo, 'seo', field);
    columns[column] = (text ?? '').trim();
  }
  for (const field of ['productType', 'brand'] as const) {
    const text = given[field];
    if (text === undefined) continue;
    const word = (text ?? '').trim();
    if (word.length > LIMITS.word) return tooLong(LIMITS.word, field);
    columns[field] = word === '' ? null : word;
  }
  const tags = readTags(given.tags);
  if (!tags.ok) return tags;
  if (tags.value !== undefined) columns.tags = tags.value;
  if (given.basePrice !== undefined) {
    if (given.basePrice !== null && (given.basePrice < 0n || given.basePrice > HIGHEST_PRICE)) return fail(invalidInput('A price is not below zero, nor that high.', 'basePrice'));
    columns.basePrice = given.basePrice;
  }
  return ok({ columns, sanitised });
}

function readTags(given: readonly string[] | null | undefined): Result<string[] | undefined, InvalidInput> {
  if (given === undefined) return ok(undefined);
  const tags = [...new Set((given ?? []).map((tag) => tag.trim()).filter((tag) => tag !== ''))];
  if (tags.length > LIMITS.tags) return fail(invalidInput(`${LIMITS.tags} tags at most.`, 'tags'));
  const long = tags.findIndex((tag) => tag.length > LIMITS.tag);
  return long < 0 ? ok(tags) : tooLong(LIMITS.tag, 'tags', String(long));
}

function tooLong(limit: number, ...path: string[]) {
  return fail(invalidInput(`${limit} characters at most.`, ...path));
}
