import { lockRows } from '@marketgraph/db';
import { fail, ok, type Result } from '@marketgraph/kernel';
import { eq } from 'drizzle-orm';
import type { CatalogDeps } from '../deps.ts';
import { notFound, type InvalidInput, type NotFound } from '../failures.ts';
import { freeSlug, readCategory, slugTaken, type CategorySlugTaken, type CategoryTexts } from './category-input.ts';
import { categories, CATEGORY_TREE_ID, categoryTree, type CategoryRow } from './category.tables.ts';

export interface CategoryUpdate extends CategoryTexts {
  readonly id: string;
  readonly expectedVersion: number;
  readonly position?: number | null | undefined;
}

export interface CategoryVersionConflict {
  readonly type: 'CategoryVersionConflict';
  readonly message: string;
  readonly path: readonly string[];
  readonly category: CategoryRow;
}

type Failure = NotFound | InvalidInput | CategorySlugTaken | CategoryVersionConflict;

export async function updateCategory(deps: CatalogDeps, input: CategoryUpdate): Promise<Result<{ category: CategoryRow }, Failure>> {
  const read = readCategory(input);
  if (!read.ok) return read;
  return deps.db.transaction(async (tx) => {
    await lockRows(tx, categoryTree, [CATEGORY_TREE_ID]);
    await lockRows(tx, categories, [input.id]);
    const [before] = await tx.select().from(categories).where(eq(categories.id, input.id));
    if (before === undefined) return fail(notFound('category', 'id'));
    if (before.editVersion !== input.expectedVersion) return fail(versionConflict(before));
    const { slug } = read.value;
    const free = slug === undefined ? undefined : await freeSlug(tx, slug, before.id);
    if (slug !== undefined && free !== undefined && free !== slug) return fail(slugTaken(slug, free));
    const position = input.position ?? before.position;
    const [category] = await tx
      .update(categories)
      .set({ ...read.value, position, editVersion: before.editVersion + 1, updatedAt: deps.clock.now() })
      .where(eq(categories.id, before.id))
      .returning();
    return category === undefined ? fail(notFound('category', 'id')) : ok({ category });
  });
}

function versionConflict(category: CategoryRow): CategoryVersionConflict {
  return { type: 'CategoryVersionConflict', message: 'The category was edited in the meantime.', path: ['expectedVersion'], category };
}
