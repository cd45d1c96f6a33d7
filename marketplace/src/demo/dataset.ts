import type { DemoData, DemoProduct } from '@marketgraph/contracts';
import type { Id } from '@marketgraph/kernel';
import { createOrders, createReviews } from './orders.ts';
import { createPeople } from './people.ts';
import { productAt } from './products.ts';
import { createRandom } from './random.ts';

export interface Sizes {
  readonly vendors: number;
  readonly buyers: number;
  readonly products: number;
  readonly orders: number;
}

/** What `npm start` seeds into an empty folder. */
export const DEMO_SIZES: Sizes = { vendors: 12, buyers: 40, products: 300, orders: 160 };

const BATCH = 1_000;

/**
 * A whole marketplace from a seed: the same seed, sizes, moment and hash give the same rows to the last id. The same
 * generator makes three hundred products and a million.
 */
export function createDataset(seed: string, sizes: Sizes, now: Date, passwordHash: string): DemoData {
  const { operators, buyers, team, vendors } = createPeople(createRandom(`${seed}/people`), sizes, now);
  const unsold: ReadonlyMap<Id<'ProductVariant'>, number> = new Map();
  const orders = createOrders(seed, sizes.orders, buyers, (index) => productAt(seed, index, vendors, now, unsold), sizes.products, now);
  const sold = soldUnits(orders);
  return {
    passwordHash,
    now,
    users: [...operators, ...buyers, ...team],
    vendors,
    orders,
    reviews: createReviews(seed, orders, now),
    products: function* batches(): Generator<DemoProduct[]> {
      for (let from = 0; from < sizes.products; from += BATCH) {
        const length = Math.min(BATCH, sizes.products - from);
        yield Array.from({ length }, (_, offset) => productAt(seed, from + offset, vendors, now, sold));
      }
    },
  };
}

/** A cancelled part gave its stock back. */
function soldUnits(orders: DemoData['orders']): Map<Id<'ProductVariant'>, number> {
  const sold = new Map<Id<'ProductVariant'>, number>();
  for (const part of orders.flatMap((order) => order.vendorOrders)) {
    if (part.stage === 'CANCELLED') continue;
    for (const line of part.lines) sold.set(line.variantId, (sold.get(line.variantId) ?? 0) + line.quantity);
  }
  return sold;
}
