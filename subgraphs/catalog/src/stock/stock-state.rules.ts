export type StockState = 'IN_STOCK' | 'LOW' | 'OUT';

/** Out at nothing, low at the threshold or below. */
export function stockState(available: number, threshold: number): StockState {
  if (available <= 0) return 'OUT';
  return available <= threshold ? 'LOW' : 'IN_STOCK';
}

export interface StateChange {
  /** What the team, and buyers who wait, are told. */
  readonly event: 'catalog.stock.low' | 'catalog.stock.out' | 'catalog.stock.back' | null;
  readonly opens: 'LOW' | 'OUT' | null;
  readonly closes: 'LOW' | 'OUT' | null;
}

/**
 * What follows when a variant goes from one state to another. At most one alert is open, and it is the state's. Coming
 * back from nothing to a few is told as `back`, not as `low` besides: the team has known since it ran out.
 */
export function stateChange(before: StockState, after: StockState): StateChange | null {
  if (before === after) return null;
  const opens = after === 'IN_STOCK' ? null : after;
  const closes = before === 'IN_STOCK' ? null : before;
  if (after === 'OUT') return { event: 'catalog.stock.out', opens, closes };
  if (before === 'OUT') return { event: 'catalog.stock.back', opens, closes };
  return { event: after === 'LOW' ? 'catalog.stock.low' : null, opens, closes };
}
