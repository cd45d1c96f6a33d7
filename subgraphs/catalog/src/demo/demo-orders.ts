import type { DemoData, DemoOrder } from '@marketgraph/contracts';
import type { Id } from '@marketgraph/kernel';

/** One order's share of a variant. */
export interface DemoSale {
  readonly order: DemoOrder;
  readonly quantity: number;
  /** Of them, what was cancelled and came back. */
  readonly returned: number;
}

/** Who bought each variant, in the order in which they did. */
export function salesByVariant({ orders }: DemoData): Map<Id<'ProductVariant'>, DemoSale[]> {
  const sales = new Map<Id<'ProductVariant'>, DemoSale[]>();
  for (const order of orders.toSorted((left, right) => left.placedAt.getTime() - right.placedAt.getTime())) {
    for (const [variantId, share] of sharesOf(order)) sales.set(variantId, [...(sales.get(variantId) ?? []), share]);
  }
  return sales;
}

function sharesOf(order: DemoOrder): Map<Id<'ProductVariant'>, DemoSale> {
  const shares = new Map<Id<'ProductVariant'>, DemoSale>();
  for (const { stage, lines } of order.vendorOrders) {
    for (const { variantId, quantity } of lines) {
      const before = shares.get(variantId) ?? { order, quantity: 0, returned: 0 };
      shares.set(variantId, { order, quantity: before.quantity + quantity, returned: before.returned + (stage === 'CANCELLED' ? quantity : 0) });
    }
  }
  return shares;
}

export interface DemoRating {
  readonly count: number;
  readonly sum: number;
  readonly at: Date;
}

export function ratingsByProduct({ reviews }: DemoData): Map<Id<'Product'>, DemoRating> {
  const ratings = new Map<Id<'Product'>, DemoRating>();
  for (const { productId, rating, createdAt } of reviews) {
    const before = ratings.get(productId);
    const at = before === undefined || createdAt > before.at ? createdAt : before.at;
    ratings.set(productId, { count: (before?.count ?? 0) + 1, sum: (before?.sum ?? 0) + rating, at });
  }
  return ratings;
}
