import { HIGHEST_QUANTITY } from '../../stock/movements.rules.ts';
import type { StatedQuantity } from '../plan/plan.types.ts';

interface Level {
  readonly variantId: string;
  readonly quantity: number;
  readonly reserved: number;
}

/**
 * By how much each level has to change so that what the vendor states is what can be bought: what is held for checkouts
 * was promised to somebody and comes on top. Levels that are right already are left out.
 */
export function stockMoves<L extends Level>(levels: readonly L[], stated: readonly StatedQuantity[]): { readonly level: L; readonly delta: number }[] {
  const quantityOf = new Map(stated.map(({ variantId, quantity }) => [variantId, quantity]));
  return levels.flatMap((level) => {
    const quantity = quantityOf.get(level.variantId);
    const delta = quantity === undefined ? 0 : Math.min(HIGHEST_QUANTITY, quantity + level.reserved) - level.quantity;
    return delta === 0 ? [] : [{ level, delta }];
  });
}
