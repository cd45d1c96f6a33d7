/** A variant's price as it is given: itself, or as a difference to the product's base price. In minor units. */
export type PriceInput = { readonly amount: bigint } | { readonly adjustment: bigint };

export interface VariantPrice {
  readonly price: bigint;
  /** Null where the price stands for itself. */
  readonly priceAdjustment: bigint | null;
}

/** The highest price: far above any real one, far below where sums over an order could leave a bigint column. */
export const HIGHEST_PRICE = 1_000_000_000_000n;

/** Answers a sentence for people where the price is impossible. */
export function resolvePrice(input: PriceInput, basePrice: bigint | null): VariantPrice | string {
  if ('amount' in input) return checked({ price: input.amount, priceAdjustment: null });
  if (basePrice === null) return 'A price adjustment needs a base price on the product.';
  return checked({ price: basePrice + input.adjustment, priceAdjustment: input.adjustment });
}

function checked(price: VariantPrice): VariantPrice | string {
  if (price.price < 0n) return 'A price cannot be below zero.';
  return price.price > HIGHEST_PRICE ? 'The price is too high.' : price;
}
