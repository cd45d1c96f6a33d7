import { createHash } from 'node:crypto';
import type { PostalAddress } from '@marketgraph/contracts';
import { insertOf } from '@marketgraph/db';
import { addMilliseconds, type CurrencyCode, type Id } from '@marketgraph/kernel';
import { findVendorContacts, type VendorContact } from '../contacts/vendor-contacts.ts';
import type { LogisticsDeps } from '../deps.ts';
import { findRates, ratesOf } from '../rates/rates.queries.ts';
import { applicableRates, priceOf, zoneOf } from '../rates/rates.rules.ts';
import { shippingQuotes } from './quotes.tables.ts';

export interface Shipment {
  readonly vendorId: Id<'Vendor'>;
  readonly subtotal: bigint;
  readonly currency: CurrencyCode;
  readonly weightGrams: number;
}

export type QuoteRow = typeof shippingQuotes.$inferSelect;

/**
 * Quotes every way of sending each shipment, by the vendors' rates and, within one city, by courier. All are written in
 * one statement. A courier company that does not answer costs its offer, nothing else.
 *
 * @throws PeerUnavailable where identity has to be asked for a vendor and does not answer
 */
export async function quoteShipments(deps: LogisticsDeps, shipments: readonly Shipment[], address: PostalAddress, traceId: string): Promise<QuoteRow[]> {
  if (shipments.length === 0) return [];
  const vendorIds = shipments.map((shipment) => shipment.vendorId);
  const [contacts, rates] = await Promise.all([
    findVendorContacts(deps, vendorIds, traceId),
    findRates(deps.db.reader, vendorIds, [...new Set(shipments.map((shipment) => shipment.currency))]),
  ]);
  const offers = await Promise.all(
    shipments.map(async (shipment) => {
      const contact = contacts.get(shipment.vendorId);
      if (contact === undefined) return [];
      const zone = zoneOf(contact.pickupAddress?.country ?? contact.country, address.country);
      const own = applicableRates(ratesOf(rates, shipment.vendorId, shipment.currency), zone).map((rate) => ({
        method: rate.method,
        carrier: 'OWN',
        carrierQuoteId: null,
        price: priceOf(rate, shipment),
        minDays: rate.minDays,
        maxDays: rate.maxDays,
        expiresAt: addMilliseconds(deps.clock.now(), deps.settings.quoteMs),
      }));
      const courier = await quoteCourier(deps, shipment, contact, address);
      return [...own, ...courier].map((offer) => ({ ...offer, shipment }));
    }),
  );
  const createdAt = deps.clock.now();
  const destinationHash = hashOf(address);
  const rows = offers.flat().map(({ shipment, ...offer }) => ({
    ...offer,
    id: deps.ids.next('ShippingQuote'),
    vendorId: shipment.vendorId,
    currency: shipment.currency,
    destinationHash,
    createdAt,
  }));
  if (rows.length > 0) await deps.db.statement((writer) => writer.execute(insertOf(shippingQuotes, rows)));
  return rows;
}

async function quoteCourier(deps: LogisticsDeps, shipment: Shipment, contact: VendorContact, address: PostalAddress) {
  const pickup = contact.pickupAddress;
  if (pickup === null || !sameCity(pickup, address)) return [];
  const answer = await deps.courier.quote({ pickup, dropoff: address, value: shipment.subtotal });
  if (answer.kind !== 'done') {
    deps.log.info({ vendorId: shipment.vendorId, code: answer.code }, 'courier offers nothing');
    return [];
  }
  const { id, price, currency, expiresAt } = answer.value;
  // A price in another currency would have to be exchanged, which nobody agreed to.
  if (currency !== shipment.currency) return [];
  return [{ method: 'LOCAL_DELIVERY', carrier: 'UBER', carrierQuoteId: id, price, minDays: 0, maxDays: 0, expiresAt }];
}

function sameCity(left: PostalAddress, right: PostalAddress): boolean {
  const plain = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').trim().toLowerCase();
  return left.country === right.country && plain(left.city) === plain(right.city);
}

function hashOf(address: PostalAddress): string {
  const { country, region, city, postalCode, line1, line2 } = address;
  return createHash('sha256').update(JSON.stringify([country, region, city, postalCode, line1, line2])).digest('base64url');
}
