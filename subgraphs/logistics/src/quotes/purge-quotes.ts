import type { Sweeper } from '@marketgraph/bus';
import { addMilliseconds, DAY, HOUR } from '@marketgraph/kernel';
import { inArray, lt } from 'drizzle-orm';
import type { LogisticsDeps } from '../deps.ts';
import { shippingQuotes } from './quotes.tables.ts';

const BATCH = 5_000;

/** Quotes are kept a month beyond their end: an order that was made of one may still be looked into. */
export function purgeQuotes({ db }: LogisticsDeps): Sweeper {
  return {
    name: 'logistics.quote.purge',
    everyMs: HOUR,
    run: (now) =>
      db.transaction(async (tx) => {
        const old = tx.select({ id: shippingQuotes.id }).from(shippingQuotes).where(lt(shippingQuotes.expiresAt, addMilliseconds(now, -30 * DAY))).limit(BATCH);
        return (await tx.delete(shippingQuotes).where(inArray(shippingQuotes.id, old)).returning({ id: shippingQuotes.id })).length;
      }),
  };
}
