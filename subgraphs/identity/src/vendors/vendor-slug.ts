import type { Reader } from '@marketgraph/db';
import type { Id } from '@marketgraph/kernel';
import { freeSlug } from './slug.rules.ts';
import { takenSlugs } from './vendor.queries.ts';

export interface VendorSlugTaken {
  readonly type: 'VendorSlugTaken';
  readonly message: string;
  readonly path: readonly string[];
  readonly suggestion: string;
}

/** An error where an approved vendor other than `except` has the slug; nothing where none was asked for. */
export async function slugTaken(db: Reader, slug: string | undefined, except?: Id<'Vendor'>): Promise<VendorSlugTaken | undefined> {
  if (slug === undefined) return undefined;
  const suggestion = await findFreeSlug(db, slug, except);
  return suggestion === slug ? undefined : { type: 'VendorSlugTaken', message: `Another store is at ${slug}.`, path: ['slug'], suggestion };
}

export async function findFreeSlug(db: Reader, slug: string, except?: Id<'Vendor'>): Promise<string> {
  return freeSlug(slug, await takenSlugs(db, slug, except));
}
