import { isMemberOf, operatorMay, vendorsWith } from '@marketgraph/contracts';
import { asId, encodeId, money, type CurrencyCode, type Money } from '@marketgraph/kernel';
import { badUserInput, idArgument, notFound, type Connection, type PageRequest } from '@marketgraph/server';
import { includes, vendorScope } from '../access.ts';
import { loadCategory } from '../categories/category.loaders.ts';
import type { CategoryRow } from '../categories/category.tables.ts';
import type { CatalogContext } from '../context.ts';
import { distinctValues } from '../variants/option.rules.ts';
import type { VariantView } from '../variants/variant.queries.ts';
import { listPublicProducts, listVendorProducts } from './product-list.queries.ts';
import { MOST_RELATED } from './product.loaders.ts';
import { findProduct } from './product.queries.ts';
import type { ProductSortName } from './product-sorts.ts';
import { movesFrom, type ProductStatus } from './product-status.rules.ts';
import type { ProductImageRow, ProductRow } from './product.tables.ts';
import { plainText } from './sanitise.ts';

interface ProductArguments {
  readonly id?: string | null;
  readonly vendorSlug?: string | null;
  readonly handle?: string | null;
  readonly slug?: string | null;
}

interface PublicFilter {
  readonly vendorIds?: readonly string[] | null;
  readonly categoryId?: string | null;
  readonly brands?: readonly string[] | null;
  readonly productTypes?: readonly string[] | null;
  readonly tags?: readonly string[] | null;
  readonly price?: { readonly currency: CurrencyCode; readonly min?: bigint | null; readonly max?: bigint | null } | null;
  readonly inStock?: boolean | null;
  readonly minRating?: number | null;
}

interface TeamFilter {
  readonly statuses?: readonly ProductStatus[] | null;
  readonly categoryId?: string | null;
  readonly text?: string | null;
  readonly tags?: readonly string[] | null;
  readonly inStock?: boolean | null;
}

interface ListArguments<Filter> extends PageRequest {
  readonly filter?: Filter | null;
  readonly sort?: ProductSortName | null;
}

const SEO_DESCRIPTION_LENGTH = 160;

export const productResolvers = {
  Query: {
    product: (_: unknown, args: ProductArguments, { viewer, deps, loaders }: CatalogContext): Promise<ProductRow | null> => {
      if (typeof args.id === 'string') return loaders.products.product.load(idArgument('Product', args.id));
      const by = typeof args.handle === 'string' ? 'handle' : 'slug';
      const name = args[by];
      if (typeof args.vendorSlug !== 'string' || typeof name !== 'string') throw badUserInput('Give `id`, or `vendorSlug` with `handle` or `slug`.');
      return findProduct(deps.db.reader, viewer, { vendorSlug: args.vendorSlug, by, name });
    },
    products: (_: unknown, { filter, sort, ...page }: ListArguments<PublicFilter>, { deps }: CatalogContext): Promise<Connection<ProductRow>> =>
      listPublicProducts(deps.db.reader, decodePublicFilter(filter ?? {}), { ...page, sort: sort ?? 'NEWEST' }),
    vendorProducts: (_: unknown, { vendorId: text, filter, sort, ...page }: ListArguments<TeamFilter> & { vendorId: string }, { viewer, deps }: CatalogContext) => {
      const vendorId = idArgument('Vendor', text, ['vendorId']);
      if (!includes(vendorScope(viewer, 'view_products'), vendorId)) throw notFound();
      const { statuses, categoryId, text: letters, tags, inStock } = filter ?? {};
      const wanted = {
        statuses: statuses ?? undefined,
        categoryId: typeof categoryId === 'string' ? idArgument('Category', categoryId, ['filter', 'categoryId']) : undefined,
        text: letters ?? undefined,
        tags: tags ?? undefined,
        inStock: inStock ?? undefined,
      };
      return listVendorProducts(deps.db.reader, vendorId, wanted, { ...page, sort: sort ?? 'NEWEST' });
    },
  },

  Product: {
    __resolveReference: ({ id }: { id: string }, { loaders }: CatalogContext): Promise<ProductRow | null> => loaders.products.product.load(idArgument('Product', id)),
    id: ({ id }: ProductRow): string => encodeId('Product', asId('Product', id)),
    seo: ({ seoTitle, title, seoDescription, description }: ProductRow) => ({
      title: seoTitle === '' ? title : seoTitle,
      description: seoDescription === '' ? plainText(description).slice(0, SEO_DESCRIPTION_LENGTH) : seoDescription,
    }),
    vendor: ({ vendorId }: ProductRow) => ({ id: vendorId }),
    category: ({ categoryId }: ProductRow, _: unknown, { loaders }: CatalogContext): Promise<CategoryRow | null> => loadCategory(loaders.categories, categoryId),
    options: async ({ id, optionNames }: ProductRow, _: unknown, { loaders }: CatalogContext) => {
      if (optionNames.length === 0) return [];
      const variants = await loaders.variants.ofProduct.load(id);
      return distinctValues(optionNames, variants.map(({ optionValues }) => optionValues));
    },
    variants: ({ id }: ProductRow, _: unknown, { loaders }: CatalogContext): Promise<VariantView[]> => loaders.variants.ofProduct.load(id),
    images: async ({ id, vendorId }: ProductRow, _: unknown, { viewer, loaders }: CatalogContext): Promise<ProductImageRow[]> => {
      const images = await loaders.products.images.load(id);
      return isMemberOf(viewer, asId('Vendor', vendorId)) ? images : images.filter(({ state }) => state !== 'FAILED');
    },
    priceRange: ({ minPrice, maxPrice, currency }: ProductRow) => ({ min: money(minPrice, currency), max: money(maxPrice, currency) }),
    basePrice: ({ basePrice, currency }: ProductRow): Money | null => (basePrice === null ? null : money(basePrice, currency)),
    availableForSale: ({ listed, inStock }: ProductRow): boolean => listed && inStock,
    related: async (product: ProductRow, { first }: { first?: number | null }, { loaders }: CatalogContext): Promise<ProductRow[]> => {
      const limit = first ?? 8;
      if (limit < 1 || limit > MOST_RELATED) throw badUserInput(`\`first\` is between 1 and ${MOST_RELATED}.`, ['first']);
      const related = await loaders.products.related.load(product);
      return related.slice(0, limit);
    },
    availableStatuses: ({ vendorId, status }: ProductRow, _: unknown, { viewer }: CatalogContext): readonly ProductStatus[] | null => {
      const may = operatorMay(viewer, 'manage_catalog') || vendorsWith(viewer, 'manage_products').includes(asId('Vendor', vendorId));
      return may ? movesFrom(status) : null;
    },
  },

  ProductImage: {
    id: ({ id }: ProductImageRow): string => encodeId('ProductImage', asId('ProductImage', id)),
  },
};

function decodePublicFilter({ vendorIds, categoryId, brands, productTypes, tags, price, inStock, minRating }: PublicFilter) {
  if (typeof minRating === 'number' && (minRating < 1 || minRating > 5)) throw badUserInput('A rating is between 1 and 5.', ['filter', 'minRating']);
  return {
    vendorIds: vendorIds?.map((id, index) => idArgument('Vendor', id, ['filter', 'vendorIds', String(index)])),
    categoryId: typeof categoryId === 'string' ? idArgument('Category', categoryId, ['filter', 'categoryId']) : undefined,
    brands: brands ?? undefined,
    productTypes: productTypes ?? undefined,
    tags: tags ?? undefined,
    price: price ? { currency: price.currency, min: price.min ?? undefined, max: price.max ?? undefined } : undefined,
    inStock: inStock ?? undefined,
    minRating: minRating ?? undefined,
  };
}

