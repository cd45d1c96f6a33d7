import type { PostalAddress } from '@marketgraph/contracts';
import { encodeId, type CurrencyCode, type Id } from '@marketgraph/kernel';
import type { Peers } from '@marketgraph/server';
import { z } from 'zod';
import { amountAnswer, currencyAnswer, idAnswer, timeAnswer } from './answers.ts';

const FIELDS = 'id vendorId method label price currency expiresAt etaMinDays etaMaxDays';

const QUOTE = `mutation CommerceShippingQuotes($shipments: [InternalShipmentInput!]!, $address: InternalPostalAddressInput!) {
  internalShippingQuotes(shipments: $shipments, address: $address) { ${FIELDS} }
}`;

const READ = `query CommerceShippingQuotesByIds($ids: [ID!]!) {
  internalShippingQuotesByIds(ids: $ids) { ${FIELDS} }
}`;

/** One vendor's goods in a cart, as a carrier asks about them. */
export interface Shipment {
  readonly vendorId: Id<'Vendor'>;
  readonly subtotal: bigint;
  readonly currency: CurrencyCode;
  readonly weightGrams: number;
  readonly itemCount: number;
}

export interface ShippingQuote {
  readonly id: Id<'ShippingQuote'>;
  readonly vendorId: Id<'Vendor'>;
  readonly method: string;
  readonly label: string;
  readonly price: bigint;
  readonly currency: CurrencyCode;
  readonly expiresAt: Date;
  readonly etaMinDays: number;
  readonly etaMaxDays: number;
}

/** Logistics as commerce asks it. Everything may throw `PeerUnavailable`. */
export interface Shipping {
  /** Every way of sending each of the shipments there; none for a vendor that does not send there. */
  quote(shipments: readonly Shipment[], address: PostalAddress, traceId: string): Promise<ShippingQuote[]>;
  /** Expired ones may be left out. */
  quotes(ids: readonly Id<'ShippingQuote'>[], traceId: string): Promise<ShippingQuote[]>;
}

const quoteAnswer = z.object({
  id: idAnswer('ShippingQuote'),
  vendorId: idAnswer('Vendor'),
  method: z.string(),
  label: z.string(),
  price: amountAnswer,
  currency: currencyAnswer,
  expiresAt: timeAnswer,
  etaMinDays: z.number().int(),
  etaMaxDays: z.number().int(),
});

export function createShipping(peers: Peers): Shipping {
  return {
    quote: async (shipments, address, traceId) => {
      const variables = {
        shipments: shipments.map((shipment) => ({ ...shipment, vendorId: encodeId('Vendor', shipment.vendorId), subtotal: shipment.subtotal.toString() })),
        address,
      };
      const data = await peers.request<unknown>('logistics', { document: QUOTE, variables, traceId });
      return z.object({ internalShippingQuotes: z.array(quoteAnswer) }).parse(data).internalShippingQuotes;
    },
    quotes: async (ids, traceId) => {
      const variables = { ids: ids.map((id) => encodeId('ShippingQuote', id)) };
      const data = await peers.request<unknown>('logistics', { document: READ, variables, traceId });
      return z.object({ internalShippingQuotesByIds: z.array(quoteAnswer) }).parse(data).internalShippingQuotesByIds;
    },
  };
}
