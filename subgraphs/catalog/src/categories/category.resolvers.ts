import { asId, encodeId } from '@marketgraph/kernel';
import { badUserInput, idArgument, inputId, toUnion, type PageRequest } from '@marketgraph/server';
import type { CatalogContext } from '../context.ts';
import { listPublicProducts } from '../products/product-list.queries.ts';
import type { ProductSortName } from '../products/product-sorts.ts';
import { loadCategory } from './category.loaders.ts';
import { readCategoryBySlug, readRootCategories } from './category.queries.ts';
import type { CategoryRow } from './category.tables.ts';
import { createCategory } from './create-category.ts';
import { moveCategory } from './move-category.ts';
import { updateCategory } from './update-category.ts';

interface CreateInput {
  readonly name: string;
  readonly slug?: string | null;
  readonly icon?: string | null;
  readonly parentId?: string | null;
  readonly position?: number | null;
}

interface UpdateInput {
  readonly id: string;
  readonly expectedVersion: number;
  readonly name?: string | null;
  readonly slug?: string | null;
  readonly icon?: string | null;
  readonly position?: number | null;
}

export const categoryResolvers = {
  Query: {
    categories: (_: unknown, __: unknown, { deps }: CatalogContext): Promise<CategoryRow[]> => readRootCategories(deps.db.reader),
    category: (_: unknown, { id, slug }: { id?: string | null; slug?: string | null }, { deps, loaders }: CatalogContext): Promise<CategoryRow | null> => {
      if (typeof id === 'string') return loadCategory(loaders.categories, idArgument('Category', id));
      if (typeof slug !== 'string') throw badUserInput('Give `id` or `slug`.');
      return readCategoryBySlug(deps.db.reader, slug);
    },
  },

  Category: {
    __resolveReference: ({ id }: { id: string }, { loaders }: CatalogContext): Promise<CategoryRow | null> => loadCategory(loaders.categories, idArgument('Category', id)),
    id: ({ id }: CategoryRow): string => encodeId('Category', asId('Category', id)),
    parent: async ({ parentId }: CategoryRow, _: unknown, { loaders }: CatalogContext): Promise<CategoryRow | null> => (parentId === null ? null : loadCategory(loaders.categories, parentId)),
    children: ({ id }: CategoryRow, _: unknown, { loaders }: CatalogContext): Promise<CategoryRow[]> => loaders.categories.children.load(id),
    breadcrumbs: ({ id }: CategoryRow, _: unknown, { loaders }: CatalogContext): Promise<CategoryRow[]> => loaders.categories.trail.load(id),
    depth: ({ path }: CategoryRow): number => path.length - 1,
    productCount: ({ id }: CategoryRow, _: unknown, { loaders }: CatalogContext): Promise<number> => loaders.categories.productCount.load(id),
    products: ({ id }: CategoryRow, { sort, ...page }: PageRequest & { sort?: ProductSortName | null }, { deps }: CatalogContext) =>
      listPublicProducts(deps.db.reader, { categoryId: id }, { ...page, sort: sort ?? 'NEWEST' }),
  },

  Mutation: {
    categoryCreate: async (_: unknown, { input }: { input: CreateInput }, { deps }: CatalogContext) => {
      const { name, slug, icon, position } = input;
      const parentId = typeof input.parentId === 'string' ? inputId('Category', input.parentId, 'parentId') : null;
      return toUnion('CategoryCreate', await createCategory(deps, { name, slug: slug ?? null, icon: icon ?? null, parentId, position: position ?? null }));
    },
    categoryUpdate: async (_: unknown, { input }: { input: UpdateInput }, { deps }: CatalogContext) =>
      toUnion('CategoryUpdate', await updateCategory(deps, { ...input, id: inputId('Category', input.id) })),
    categoryMove: async (_: unknown, { input }: { input: { id: string; parentId?: string | null; position?: number | null } }, { deps }: CatalogContext) => {
      const parentId = typeof input.parentId === 'string' ? inputId('Category', input.parentId, 'parentId') : null;
      return toUnion('CategoryMove', await moveCategory(deps, { id: inputId('Category', input.id), parentId, position: input.position ?? null }));
    },
  },
};
