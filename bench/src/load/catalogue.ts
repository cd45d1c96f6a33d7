import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeId } from '@marketgraph/kernel';
import { createDataset } from '@marketgraph/marketplace/demo/dataset';
import { SEED, SIZES } from '../settings.ts';

export interface KnownVariant {
  readonly id: string;
  readonly price: string;
  /** When the story was written; checkouts of the benchmark take from it. */
  readonly stock: number;
}

export interface KnownProduct {
  readonly id: string;
  readonly title: string;
  readonly vendorId: string;
  readonly vendorName: string;
  readonly variants: readonly KnownVariant[];
}

/** What a correct answer is: made by the generator that filled the databases, not read from them. */
export interface Catalogue {
  readonly products: readonly KnownProduct[];
  readonly byId: ReadonlyMap<string, KnownProduct>;
  readonly buyers: readonly string[];
  random(): KnownProduct;
}

export function readCatalogue(dataDir: string): Catalogue {
  const { now } = JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')) as { now: string };
  const data = createDataset(SEED, SIZES, new Date(now), '');
  const names = new Map(data.vendors.map(({ id, name }) => [id, name]));
  const products = [...data.products()].flat().map(
    ({ id, title, vendorId, variants }): KnownProduct => ({
      id: encodeId('Product', id),
      title,
      vendorId: encodeId('Vendor', vendorId),
      vendorName: names.get(vendorId) ?? '',
      variants: variants.map((variant) => ({ id: encodeId('ProductVariant', variant.id), price: variant.price.toString(), stock: variant.received - variant.sold })),
    }),
  );
  return {
    products,
    byId: new Map(products.map((product) => [product.id, product])),
    buyers: data.users.map(({ email }) => email).filter((email) => email.startsWith('buyer')),
    random: () => pick(products),
  };
}

export function pick<Item>(items: readonly Item[]): Item {
  const item = items[Math.floor(Math.random() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

/** Fails a run: an answer that is wrong is not counted as one. */
export function must(condition: boolean, what: string, seen?: unknown): asserts condition {
  if (!condition) throw new Error(`wrong answer: ${what}${seen === undefined ? '' : ` ${JSON.stringify(seen).slice(0, 300)}`}`);
}

export interface SeenVariant {
  readonly id: string;
  readonly price: { readonly amount: string };
  readonly available: number;
}

/** All variants, in their order, at their prices, with a stock that can be. */
export function mustBeVariantsOf(known: KnownProduct, seen: readonly SeenVariant[]): void {
  const right = seen.length === known.variants.length && seen.every(({ id, price, available }, index) => {
    const expected = known.variants[index];
    return expected?.id === id && expected.price === price.amount && available >= 0 && available <= expected.stock;
  });
  must(right, `the variants of ${known.id}`, seen);
}
