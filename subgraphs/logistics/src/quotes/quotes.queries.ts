import type { Reader } from '@marketgraph/db';
import { and, gt, inArray } from 'drizzle-orm';
import type { QuoteRow } from './quote-shipments.ts';
import { shippingQuotes } from './quotes.tables.ts';

export async function findValidQuotes(reader: Reader, ids: readonly string[], now: Date): Promise<QuoteRow[]> {
  if (ids.length === 0) return [];
  return reader
    .select()
    .from(shippingQuotes)
    .where(and(inArray(shippingQuotes.id, [...ids]), gt(shippingQuotes.expiresAt, now)));
}
