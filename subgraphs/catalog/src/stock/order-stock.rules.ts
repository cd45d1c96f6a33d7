/** Of one variant at the moment its order is placed. */
export interface OrderedStock {
  /** What the order's reservation still holds of it; 0 where it has expired. */
  readonly held: number;
  readonly ordered: number;
  /** What nobody holds. */
  readonly available: number;
}

export interface CommitPlan {
  /** Leaves the stock out of what was held. */
  readonly fromHeld: number;
  /** Was held and is not needed: the order is for less. */
  readonly released: number;
  /** Leaves the stock without having been held, because the hold had expired. */
  readonly taken: number;
  /** Was sold and is not there. Never taken below zero: it is owed. */
  readonly short: number;
}

/**
 * A payment may come after its reservation has expired. What is left then is taken, so that nobody else can buy it; what
 * is missing is recorded as owed to the order, for people to solve, and filled by the next stock that comes in.
 */
export function planCommit({ held, ordered, available }: OrderedStock): CommitPlan {
  const fromHeld = Math.min(held, ordered);
  const taken = Math.min(available, ordered - fromHeld);
  return { fromHeld, released: held - fromHeld, taken, short: ordered - fromHeld - taken };
}

export interface CommittedLine {
  readonly committed: number;
  readonly oversold: number;
  readonly returned: number;
}

export interface ReturnPlan {
  /** No longer owed. */
  readonly calledOff: number;
  /** Goes back into the stock. */
  readonly back: number;
}

/** Of a rejected or cancelled quantity, what never left is called off first; the rest comes back, once. */
export function planReturn(line: CommittedLine, quantity: number): ReturnPlan {
  const calledOff = Math.min(quantity, line.oversold);
  return { calledOff, back: Math.min(quantity - calledOff, line.committed - line.returned) };
}

/** Fills debts from what is available, the oldest first. */
export function planDebts<Debt extends { readonly oversold: number }>(available: number, oldestFirst: readonly Debt[]): { debt: Debt; filled: number }[] {
  let left = available;
  const filled: { debt: Debt; filled: number }[] = [];
  for (const debt of oldestFirst) {
    const amount = Math.min(left, debt.oversold);
    if (amount > 0) filled.push({ debt, filled: amount });
    left -= amount;
  }
  return filled;
}
