import type { Reader } from '@marketgraph/db';
import { and, eq, gte, isNotNull, lt, or, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { sales } from '../facts/facts.tables.ts';
import { previousRange, type Range } from './period.rules.ts';

export interface Totals {
  readonly count: number;
  readonly gross: bigint;
  readonly commission: bigint;
  readonly net: bigint;
  readonly previousCount: number;
  readonly previousGross: bigint;
}

export type SalesMoment = 'placed' | 'paid' | 'completed' | 'cancelled';

export interface SalesTotals extends Readonly<Record<SalesMoment, Totals>> {
  /** On sales placed in the range. */
  readonly refunded: bigint;
}

const COLUMNS: Readonly<Record<SalesMoment, PgColumn>> = {
  placed: sales.placedAt,
  paid: sales.paidAt,
  completed: sales.completedAt,
  cancelled: sales.cancelledAt,
};

/** All four kinds of sales of a vendor, with those of the range before, in one statement. */
export async function salesTotals(reader: Reader, vendorId: string, currency: string, range: Range): Promise<SalesTotals> {
  const before = previousRange(range);
  const totals = (moment: SalesMoment) => {
    const now = within(moment, range);
    const then = within(moment, before);
    return {
      count: sql<number>`count(*) filter (where ${now})`.mapWith(Number),
      gross: sumWhere(sales.gross, now),
      commission: sumWhere(sales.commission, now),
      net: sumWhere(sales.net, now),
      previousCount: sql<number>`count(*) filter (where ${then})`.mapWith(Number),
      previousGross: sumWhere(sales.gross, then),
    };
  };
  const placed = totals('placed');
  const paid = totals('paid');
  const completed = totals('completed');
  const cancelled = totals('cancelled');
  const [row] = await reader
    .select({ placed, paid, completed, cancelled, refunded: sumWhere(sales.refunded, within('placed', range)) })
    .from(sales)
    .where(
      and(
        eq(sales.vendorId, vendorId),
        eq(sales.currency, currency),
        isNotNull(sales.placedAt),
        or(...Object.values(COLUMNS).map((column) => and(gte(column, before.from), lt(column, range.to)))),
      ),
    );
  if (row === undefined) throw new Error('an aggregate without a row');
  return row as unknown as SalesTotals;
}

/** A sale counts only once it was placed: what was never paid for is no sale. */
function within(moment: SalesMoment, { from, to }: Range): SQL {
  const column = COLUMNS[moment];
  return sql`${column} >= ${from.toISOString()}::timestamptz and ${column} < ${to.toISOString()}::timestamptz`;
}

function sumWhere(column: PgColumn, condition: SQL): SQL<bigint> {
  return sql<bigint>`coalesce(sum(${column}) filter (where ${condition}), 0)`.mapWith((text: string) => BigInt(text));
}

export interface DayTotals {
  readonly day: string;
  readonly orders: number;
  readonly gross: bigint;
}

export async function salesByDay(reader: Reader, vendorId: string, currency: string, range: Range): Promise<DayTotals[]> {
  const day = sql<string>`to_char(${sales.placedAt} at time zone 'UTC', 'YYYY-MM-DD')`;
  return reader
    .select({
      day,
      orders: sql<number>`count(*)`.mapWith(Number),
      gross: sql<bigint>`sum(${sales.gross})`.mapWith((text: string) => BigInt(text)),
    })
    .from(sales)
    .where(and(eq(sales.vendorId, vendorId), eq(sales.currency, currency), gte(sales.placedAt, range.from), lt(sales.placedAt, range.to)))
    .groupBy(sql`1`);
}
