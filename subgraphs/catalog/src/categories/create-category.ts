import { lockRows } from '@marketgraph/db';
import { fail, ok, type Result } from '@marketgraph/kernel';
import { eq } from 'drizzle-orm';
import type { CatalogDeps } from '../deps.ts';
import { invalidInput, notFound, type InvalidInput, type NotFound } from '../failures.ts';
import { slugify } from '../products/slug.rules.ts';
import { freeSlug, lastPosition, readCategory, slugTaken, type CategorySlugTaken } from './category-input.ts';
import { categories, CATEGORY_TREE_ID, categoryTree, type CategoryRow } from './category.tables.ts';
import { HIGHEST_DEPTH } from './move-category.ts';

export interface CategoryCreate {
  readonly name: string;
  readonly slug: string | null;
  readonly icon: string | null;
  readonly parentId: string | null;
  readonly position: number | null;
}

/** Adds a category; the tree's shape is locked meanwhile, so that the parent stays where it is. */
export async function createCategory(deps: CatalogDeps, input: CategoryCreate): Promise<Result<{ category: CategoryRow }, NotFound | InvalidInput | CategorySlugTaken>> {
  const read = readCategory(input);
  if (!read.ok) return read;
  const { name = input.name, slug, icon = '' } = read.value;
  return deps.db.transaction(async (tx) => {
    await lockRows(tx, categoryTree, [CATEGORY_TREE_ID]);
    const [parent] = input.parentId === null ? [] : await tx.select().from(categories).where(eq(categories.id, input.parentId));
    if (input.parentId !== null && parent === undefined) return fail(notFound('category', 'parentId'));
    const above = parent?.path ?? [];
    if (above.length >= HIGHEST_DEPTH) return fail(invalidInput(`A tree is ${HIGHEST_DEPTH} deep at most.`, 'parentId'));
    const free = await freeSlug(tx, slug ?? slugify(name));
    if (slug !== undefined && free !== slug) return fail(slugTaken(slug, free));
    const id = deps.ids.next('Category');
    const now = deps.clock.now();
    const position = input.position ?? (await lastPosition(tx, input.parentId));
    const [category] = await tx
      .insert(categories)
      .values({ id, parentId: input.parentId, path: [...above, id], name, slug: free, icon, position, createdAt: now, updatedAt: now })
      .returning();
    if (category === undefined) throw new Error(`category ${id} was not stored`);
    return ok({ category });
  });
}
