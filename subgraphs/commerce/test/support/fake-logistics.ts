import { addMilliseconds, createIdGenerator, encodeId, HOUR, systemClock, type Clock } from '@marketgraph/kernel';
import type { TestPeers } from '@marketgraph/testing';

const ids = createIdGenerator(systemClock);

/** Two ways of sending for every vendor: 5.99 and 12.00, good for an hour. */
export function fakeLogistics(peers: TestPeers, clock: Clock): void {
  const quotes = new Map<string, { id: string; expiresAt: string }>();
  peers.answer('logistics', 'internalShippingQuotes', ({ shipments }) =>
    (shipments as { vendorId: string; currency: string }[]).flatMap(({ vendorId, currency }) =>
      [
        { method: 'EXPRESS', label: 'Express', price: '1200' },
        { method: 'STANDARD', label: 'Standard', price: '599' },
      ].map((way) => {
        const quote = {
          ...way,
          id: encodeId('ShippingQuote', ids.next('ShippingQuote')),
          vendorId,
          currency,
          expiresAt: addMilliseconds(clock.now(), HOUR).toISOString(),
          etaMinDays: 1,
          etaMaxDays: 3,
        };
        quotes.set(quote.id, quote);
        return quote;
      }),
    ),
  );
  peers.answer('logistics', 'internalShippingQuotesByIds', ({ ids: asked }) =>
    (asked as string[]).flatMap((id) => {
      const quote = quotes.get(id);
      return quote === undefined || new Date(quote.expiresAt) <= clock.now() ? [] : [quote];
    }),
  );
}
