import type { Reader } from '@marketgraph/db';
import { and, inArray, isNull, or } from 'drizzle-orm';
import { shippingRates } from './rates.tables.ts';
import type { OwnMethod, Rate, Zone } from './rates.rules.ts';

export interface RateRow extends Rate {
  readonly vendorId: string | null;
  readonly currency: string;
}

/** Rates of these vendors and the marketplace's own, in these currencies. */
export async function findRates(reader: Reader, vendorIds: readonly string[], currencies: readonly string[]): Promise<RateRow[]> {
  const rows = await reader
    .select()
    .from(shippingRates)
    .where(and(or(isNull(shippingRates.vendorId), inArray(shippingRates.vendorId, [...vendorIds])), inArray(shippingRates.currency, [...currencies])));
  return rows.map((row) => ({ ...row, method: row.method as OwnMethod, zone: row.zone as Zone }));
}

/** Of all rows, those that may apply to one vendor in one currency. */
export function ratesOf(rows: readonly RateRow[], vendorId: string, currency: string): RateRow[] {
  return rows.filter((row) => row.currency === currency && (row.vendorId === null || row.vendorId === vendorId));
}
