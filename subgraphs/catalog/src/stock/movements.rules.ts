export type MovementKind = 'RECEIVE' | 'RESERVE' | 'RELEASE' | 'COMMIT' | 'ADJUST' | 'RETURN';

/** The largest quantity of a level; the table checks it too. */
export const HIGHEST_QUANTITY = 10_000_000;

/** A change of one level that is to be written to the ledger. */
export interface Movement {
  readonly levelId: string;
  readonly kind: MovementKind;
  readonly quantityDelta: number;
  readonly reservedDelta: number;
}

/** A movement with what it belongs to. */
export interface StockMovement extends Movement {
  readonly reason?: string;
  readonly reservationId?: string;
  readonly orderId?: string;
  readonly vendorOrderId?: string;
  readonly actorId?: string;
}

export interface Balance {
  readonly levelId: string;
  readonly quantity: number;
  readonly reserved: number;
}

export interface Posted<M extends Movement> {
  readonly movement: M;
  readonly quantityAfter: number;
  readonly reservedAfter: number;
}

/**
 * Runs the movements over the levels, in order, keeping what each level is after each. Throws where one would leave less
 * than nothing, or hold more than there is: commands decide before they post, so that is a bug (and the table would refuse it).
 */
export function post<M extends Movement>(levels: readonly Balance[], movements: readonly M[]): { posted: Posted<M>[]; balances: Balance[] } {
  const balances = new Map(levels.map(({ levelId, quantity, reserved }) => [levelId, { levelId, quantity, reserved }]));
  const posted = movements.map((movement) => {
    const before = balances.get(movement.levelId);
    if (before === undefined) throw new Error(`level ${movement.levelId} was not read before it was changed`);
    const quantity = before.quantity + movement.quantityDelta;
    const reserved = before.reserved + movement.reservedDelta;
    if (quantity < 0 || reserved < 0 || reserved > quantity) throw new Error(`${movement.kind} would leave level ${movement.levelId} at ${quantity} with ${reserved} held`);
    balances.set(movement.levelId, { levelId: movement.levelId, quantity, reserved });
    return { movement, quantityAfter: quantity, reservedAfter: reserved };
  });
  return { posted, balances: [...balances.values()] };
}

export function availableOf({ quantity, reserved }: { readonly quantity: number; readonly reserved: number }): number {
  return quantity - reserved;
}
