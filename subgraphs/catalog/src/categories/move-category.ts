import { lockRows } from '@marketgraph/db';
import { fail, ok, type Result } from '@marketgraph/kernel';
import { arrayContains, eq, sql } from 'drizzle-orm';
import type { CatalogDeps } from '../deps.ts';
import { notFound, type NotFound } from '../failures.ts';
import { lastPosition } from './category-input.ts';
import { categories, CATEGORY_TREE_ID, categoryTree, type CategoryRow } from './category.tables.ts';

/** Far beyond any real tree; keeps paths short. */
export const HIGHEST_DEPTH = 32;

export interface CategoryMove {
  readonly id: string;
  /** Null: to the top. */
  readonly parentId: string | null;
  readonly position: number | null;
}

export interface CategoryMoveCircular {
  readonly type: 'CategoryMoveCircular';
  readonly message: string;
  readonly path: readonly string[];
}

/**
 * Moves a category with all that is below it: their paths get the new beginning in one statement. The tree's shape is
 * locked first, because two moves at once, each right by itself, could put two categories below one another.
 */
export function moveCategory(deps: CatalogDeps, { id, parentId, position }: CategoryMove): Promise<Result<{ category: CategoryRow }, NotFound | CategoryMoveCircular>> {
  return deps.db.transaction(async (tx) => {
    await lockRows(tx, categoryTree, [CATEGORY_TREE_ID]);
    const moving = await tx.select().from(categories).where(arrayContains(categories.path, [id]));
    const category = moving.find((row) => row.id === id);
    if (category === undefined) return fail(notFound('category', 'id'));
    const [parent] = parentId === null ? [] : await tx.select().from(categories).where(eq(categories.id, parentId));
    if (parentId !== null && parent === undefined) return fail(notFound('category', 'parentId'));
    const above = parent?.path ?? [];
    const height = Math.max(...moving.map(({ path }) => path.length - category.path.length)) + 1;
    if (above.includes(id)) return fail(circular('A category cannot be below itself.'));
    if (above.length + height > HIGHEST_DEPTH) return fail(circular(`A tree is ${HIGHEST_DEPTH} deep at most.`));
    await lockRows(tx, categories, moving.map((row) => row.id));
    const place = position ?? (parentId === category.parentId ? category.position : await lastPosition(tx, parentId));
    const now = deps.clock.now();
    await tx.update(categories).set({ parentId, path: [...above, id], position: place, editVersion: category.editVersion + 1, updatedAt: now }).where(eq(categories.id, id));
    if (moving.length > 1) {
      const begin = sql`${sql.param([...above, id], categories.path)}::uuid[]`;
      await tx
        .update(categories)
        .set({ path: sql`${begin} || ${categories.path}[${category.path.length + 1}:]`, updatedAt: now })
        .where(sql`${categories.path} @> array[${id}::uuid] and ${categories.id} <> ${id}`);
    }
    const [moved] = await tx.select().from(categories).where(eq(categories.id, id));
    return moved === undefined ? fail(notFound('category', 'id')) : ok({ category: moved });
  });
}

function circular(message: string): CategoryMoveCircular {
  return { type: 'CategoryMoveCircular', message, path: ['parentId'] };
}
