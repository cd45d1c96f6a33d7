/**
 * Where one price range of the facet ends and the next begins, in minor units of any currency: 10 to 1,000 dollars, 1,000 to
 * 100,000 yen. Fixed, so that a range means the same from one query to the next and can be bookmarked.
 */
export const PRICE_STEPS = [1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000] as const;

export interface PriceStep {
  readonly min: bigint;
  /** Null: no end. */
  readonly max: bigint | null;
}

/** The range with that number: prices of both ends are in it. */
export function priceStep(number: number): PriceStep {
  const from = PRICE_STEPS[number - 1] ?? 0;
  const next = PRICE_STEPS[number];
  return { min: BigInt(from), max: next === undefined ? null : BigInt(next - 1) };
}

/** A range as the facet writes it; null: no end. */
export function priceChoice(currency: string, min: bigint, max: bigint | null): string {
  return `${currency}:${min}:${max ?? ''}`;
}
