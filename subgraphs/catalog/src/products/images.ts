import { rowsOf, type Transaction } from '@marketgraph/db';
import { fail, ok, type Result } from '@marketgraph/kernel';
import { and, eq, notInArray, sql } from 'drizzle-orm';
import type { WriteDeps } from '../deps.ts';
import { invalidInput, type InvalidInput } from '../failures.ts';
import { productImages } from './product.tables.ts';

export interface ImageGiven {
  /** A picture that is there already. */
  readonly id?: string | null | undefined;
  /** Where a new one is. */
  readonly url?: string | null | undefined;
  readonly altText?: string | null | undefined;
}

export type ImageDraft = { readonly id: string; readonly altText: string | null } | { readonly url: string; readonly altText: string };

const MOST_IMAGES = 100;
const LONGEST_URL = 2_000;

export function readImages(given: readonly ImageGiven[]): Result<ImageDraft[], InvalidInput> {
  if (given.length > MOST_IMAGES) return fail(invalidInput(`${MOST_IMAGES} pictures at most.`, 'images'));
  const drafts: ImageDraft[] = [];
  for (const [index, { id, url, altText }] of given.entries()) {
    const path = ['images', String(index)];
    if ((altText ?? '').length > 500) return fail(invalidInput('500 characters at most.', ...path, 'altText'));
    if (typeof id === 'string' && (url ?? null) === null) drafts.push({ id, altText: altText ?? null });
    else if (typeof url === 'string' && (id ?? null) === null) {
      if (!isWebAddress(url)) return fail(invalidInput('An address that begins with http:// or https://.', ...path, 'url'));
      drafts.push({ url, altText: altText ?? '' });
    } else return fail(invalidInput('Give exactly one of `id` and `url`.', ...path));
  }
  return ok(drafts);
}

function isWebAddress(text: string): boolean {
  const url = text.length <= LONGEST_URL && URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === '';
}

/** New pictures, to be fetched later. Answers their ids in order. */
export async function insertImages(
  tx: Transaction,
  deps: WriteDeps,
  productId: string,
  drafts: readonly { readonly url: string; readonly altText: string; readonly position: number }[],
): Promise<string[]> {
  if (drafts.length === 0) return [];
  const rows = drafts.map(({ url, altText, position }) => ({
    id: deps.ids.next('ProductImage'),
    productId,
    url,
    sourceUrl: url,
    altText,
    position,
    state: 'PENDING' as const,
    createdAt: deps.clock.now(),
  }));
  await tx.insert(productImages).values(rows);
  return rows.map(({ id }) => id);
}

/** Makes the product's pictures those of the list, in its order. Answers the index of one that is not the product's. */
export async function replaceImages(tx: Transaction, deps: WriteDeps, productId: string, drafts: readonly ImageDraft[]): Promise<number | null> {
  const present = await tx.select({ id: productImages.id }).from(productImages).where(eq(productImages.productId, productId));
  const known = new Set(present.map(({ id }) => id));
  const kept = drafts.flatMap((draft, position) => ('id' in draft ? [{ ...draft, position }] : []));
  for (const [index, { id, position }] of kept.entries()) {
    const isRepeated = kept.findIndex((other) => other.id === id) < index;
    if (!known.has(id) || isRepeated) return position;
  }
  const keptIds = kept.map(({ id }) => id);
  await tx.delete(productImages).where(and(eq(productImages.productId, productId), keptIds.length === 0 ? undefined : notInArray(productImages.id, keptIds)));
  if (kept.length > 0) {
    const rows = kept.map(({ id, altText, position }) => ({ id, alt_text: altText, position }));
    await tx.execute(sql`
      update ${productImages} as i set position = given.position, alt_text = coalesce(given.alt_text, i.alt_text)
      from ${rowsOf(rows, 'id uuid, alt_text text, position integer')} where i.id = given.id`);
  }
  const fresh = drafts.flatMap((draft, position) => ('url' in draft ? [{ ...draft, position }] : []));
  await insertImages(tx, deps, productId, fresh);
  return null;
}
