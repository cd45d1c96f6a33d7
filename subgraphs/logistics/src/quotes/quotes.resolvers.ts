import type { PostalAddress } from '@marketgraph/contracts';
import { encodeId, type CurrencyCode, type Id } from '@marketgraph/kernel';
import { badUserInput, idArgument, type ResolverMap } from '@marketgraph/server';
import type { LogisticsContext } from '../context.ts';
import { quoteShipments, type QuoteRow } from './quote-shipments.ts';
import { findValidQuotes } from './quotes.queries.ts';

interface ShipmentInput {
  readonly vendorId: string;
  readonly subtotal: bigint;
  readonly currency: CurrencyCode;
  readonly weightGrams: number;
  readonly itemCount: number;
}

const MOST = 100;
const LABELS: Readonly<Record<string, string>> = {
  STANDARD: 'Standard shipping',
  EXPRESS: 'Express shipping',
  OVERNIGHT: 'Overnight shipping',
  LOCAL_DELIVERY: 'Courier, today',
};

export const quotesResolvers: ResolverMap = {
  Query: {
    internalShippingQuotesByIds: async (_: unknown, { ids }: { ids: readonly string[] }, { deps }: LogisticsContext) => {
      if (ids.length > MOST) throw badUserInput(`At most ${MOST} quotes at once.`, ['ids']);
      return findValidQuotes(deps.db.reader, ids.map((id) => idArgument('ShippingQuote', id, ['ids'])), deps.clock.now());
    },
  },
  Mutation: {
    internalShippingQuotes: async (
      _: unknown,
      { shipments, address }: { shipments: readonly ShipmentInput[]; address: PostalAddress },
      { deps, viewer }: LogisticsContext,
    ) => {
      if (shipments.length > MOST) throw badUserInput(`At most ${MOST} shipments at once.`, ['shipments']);
      const wanted = shipments.map((shipment) => ({ ...shipment, vendorId: idArgument('Vendor', shipment.vendorId, ['shipments']) }));
      return quoteShipments(deps, wanted, address, viewer.traceId);
    },
  },
  InternalShippingQuote: {
    id: (quote: QuoteRow) => encodeId('ShippingQuote', quote.id as Id<'ShippingQuote'>),
    vendorId: (quote: QuoteRow) => encodeId('Vendor', quote.vendorId as Id<'Vendor'>),
    label: (quote: QuoteRow) => LABELS[quote.method] ?? quote.method,
    etaMinDays: (quote: QuoteRow) => quote.minDays,
    etaMaxDays: (quote: QuoteRow) => quote.maxDays,
  },
};
