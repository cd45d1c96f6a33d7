import type { Money } from '@marketgraph/kernel';
import type { InsightsContext } from '../context.ts';
import type { Dashboard } from './dashboard.types.ts';
import { daysOf } from './period.rules.ts';
import { salesByDay } from './sales.queries.ts';

export interface TrendPoint {
  readonly day: string;
  readonly orders: number;
  readonly gross: Money;
  readonly views: number;
}

/** One point for every day of the dashboard's range. */
export async function trendOf(context: InsightsContext, board: Dashboard): Promise<TrendPoint[]> {
  const [sales, visits] = await Promise.all([
    salesByDay(context.deps.db.reader, board.vendorId, board.currency, board.range),
    context.loaders.visits.load(board),
  ]);
  const salesOf = new Map(sales.map((day) => [day.day, day]));
  const visitsOf = new Map(visits.map((day) => [day.day, day]));
  return daysOf(board.range).map((day) => ({
    day,
    orders: salesOf.get(day)?.orders ?? 0,
    gross: { amount: salesOf.get(day)?.gross ?? 0n, currency: board.currency },
    views: visitsOf.get(day)?.views ?? 0,
  }));
}
