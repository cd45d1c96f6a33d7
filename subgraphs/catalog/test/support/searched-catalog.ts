import { asId, encodeId, type CurrencyCode, type Id } from '@marketgraph/kernel';
import { createCategory } from '../../src/categories/create-category.ts';
import { OTHER_CATEGORY_ID } from '../../src/categories/category.tables.ts';
import { products } from '../../src/products/product.tables.ts';
import { rebuildSearchIndex } from '../../src/search/index/rebuild-search-index.ts';
import { eq } from 'drizzle-orm';
import { createProduct, createVendorProjection } from '../builders.ts';
import type { Harness } from './harness.ts';

/** A product as a test sees it: ids as clients have them. */
export interface Searched {
  readonly id: string;
  readonly uuid: string;
  readonly words: readonly string[];
  readonly vendor: string;
  /** Its category and those above it. */
  readonly categories: readonly string[];
  readonly brand: string | null;
  readonly productType: string | null;
  readonly tags: readonly string[];
  readonly currency: CurrencyCode;
  readonly minPrice: number;
  readonly maxPrice: number;
  readonly inStock: boolean;
  readonly rating: number;
  readonly sales: number;
  readonly createdAt: number;
  readonly visible: boolean;
}

export interface SearchedCatalog {
  readonly products: readonly Searched[];
  readonly vendors: readonly string[];
  readonly categories: readonly string[];
}

export const NOUNS = ['lamp', 'chair', 'table', 'mirror', 'carpet'] as const;
export const COLOURS = ['red', 'blue', 'green', 'black'] as const;
export const BRANDS = ['Alba', "O'Neil & Söhne", '50% "Off" \\'] as const;
export const TAGS = ['new in', 'sale', 'vegan', "it's"] as const;
const TYPES = ['Indoor', 'Outdoor'] as const;

/**
 * A few hundred products, with few different values so that there are ties everywhere, and some that nobody may see. Words
 * have no forms and no accents: what a test expects needs no stemming of its own.
 */
export async function createSearchedCatalog({ deps }: Harness, size: number): Promise<SearchedCatalog> {
  let state = 7;
  const below = (limit: number): number => (state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff) % 65_536 % limit;
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item;

  const vendors = [
    await createVendorProjection(deps, { name: 'Vendor one' }),
    await createVendorProjection(deps, { name: 'Vendor two' }),
    await createVendorProjection(deps, { name: 'Vendor three', currency: 'EUR' }),
    await createVendorProjection(deps, { name: 'Vendor hidden', status: 'SUSPENDED' }),
  ];
  const categories = await createTree(deps);
  const made: Searched[] = [];
  for (let index = 0; index < size; index += 1) {
    if (index % 3 === 0) deps.clock.advance(1_000);
    const vendorId = below(12) === 0 ? (vendors[3] as Id<'Vendor'>) : (vendors[below(3)] as Id<'Vendor'>);
    const { path } = pick(categories);
    const words = [pick(COLOURS), pick(NOUNS)];
    const [brand, productType] = [below(4) === 0 ? null : pick(BRANDS), below(3) === 0 ? null : pick(TYPES)];
    const tags = TAGS.filter(() => below(3) === 0);
    const minPrice = pick([500, 999, 1_000, 2_500, 4_999, 12_000]);
    const maxPrice = minPrice + pick([0, 0, 1_500, 99_900]);
    const quantity = below(5) === 0 ? 0 : 5;
    const published = below(10) > 0;
    const variants = [...new Set([minPrice, maxPrice])].map((amount, size) => ({ price: { amount: BigInt(amount) }, quantity, selectedOptions: [{ name: 'Size', value: `${size + 38}` }] }));
    const { productId } = await createProduct(deps, {
      ...{ vendorId, title: `${words[0]} ${words[1]}`, categoryId: path.at(-1) ?? null, brand, productType, tags: [...tags], variants },
      optionNames: ['Size'],
      status: published ? 'ACTIVE' : 'DRAFT',
    });
    const rating = pick([0, 150, 200, 350, 400, 460, 500]);
    const sales = below(4);
    await deps.db.transaction((tx) => tx.update(products).set({ ratingHundredths: rating, ratingCount: 1, salesCount: sales }).where(eq(products.id, productId)));
    made.push({
      id: encodeId('Product', productId),
      uuid: productId,
      words,
      vendor: encodeId('Vendor', vendorId),
      categories: path.map((id) => encodeId('Category', asId('Category', id))),
      brand,
      productType,
      tags,
      currency: vendorId === vendors[2] ? 'EUR' : 'USD',
      minPrice,
      maxPrice,
      inStock: quantity > 0,
      rating,
      sales,
      createdAt: deps.clock.now().getTime(),
      visible: published && vendorId !== vendors[3],
    });
  }
  await rebuildSearchIndex(deps.db);
  return { products: made, vendors: vendors.map((id) => encodeId('Vendor', id)), categories: categories.map(({ path }) => encodeId('Category', asId('Category', path.at(-1) ?? ''))) };
}

/** Two trees, three deep and one. */
async function createTree(deps: Harness['deps']): Promise<{ path: readonly string[] }[]> {
  const add = async (name: string, parent: readonly string[]) => {
    const created = await createCategory(deps, { name, slug: null, icon: null, parentId: parent.at(-1) ?? null, position: null });
    if (!created.ok) throw new Error('no category');
    return { path: [...parent, created.value.category.id] };
  };
  const home = await add('Living', []);
  const rooms = await add('Rooms', home.path);
  return [home, rooms, await add('Bedroom', rooms.path), await add('Bathroom', rooms.path), { path: [OTHER_CATEGORY_ID] }];
}
