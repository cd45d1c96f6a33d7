import { addMilliseconds, MINUTE } from '@marketgraph/kernel';
import { UberFailure } from './errors.ts';
import type { QuoteInput } from './inputs.ts';
import type { DetailedAddress, LatLng, QuoteRecord, WireQuote } from './objects.ts';
import { checkDistance, currencyOf, kilometres, lineOf, locate, parseAddress } from './places.ts';
import { checkWindows, type Windows } from './windows.ts';
import type { UberWorld } from './world.ts';

const LIFETIME_MS = 15 * MINUTE;
const BASE_FEE = 599;
const FEE_PER_KM = 45;
const MINUTES_TO_PICKUP = 12;
const MINUTES_PER_KM = 2.5;

/** A trip between two addresses, with what it costs and how long it takes. */
export interface Trip {
  readonly pickup: { readonly address: DetailedAddress; readonly location: LatLng };
  readonly dropoff: { readonly address: DetailedAddress; readonly location: LatLng };
  readonly windows: Windows;
  readonly fee: number;
  readonly currency: string;
  readonly pickupMinutes: number;
  readonly minutes: number;
  /** What a quote's price depends on: two requests with the same terms cost the same. */
  readonly terms: string;
}

export function planTrip(input: QuoteInput, now: Date): Trip {
  const from = parseAddress(input.pickup_address, 'pickup_address');
  const to = parseAddress(input.dropoff_address, 'dropoff_address');
  const pickup = { address: from, location: locate(from, input.pickup_latitude, input.pickup_longitude) };
  const dropoff = { address: to, location: locate(to, input.dropoff_latitude, input.dropoff_longitude) };
  checkDistance(pickup.location, dropoff.location);
  const km = kilometres(pickup.location, dropoff.location);
  return {
    pickup,
    dropoff,
    windows: checkWindows(input, now),
    fee: BASE_FEE + Math.round(km * FEE_PER_KM),
    currency: currencyOf(from.country),
    pickupMinutes: MINUTES_TO_PICKUP,
    minutes: Math.ceil(MINUTES_TO_PICKUP + 5 + km * MINUTES_PER_KM),
    terms: [lineOf(from), lineOf(to), input.external_store_id ?? ''].join(' | ').toLowerCase(),
  };
}

/** The later of now and the moment at which the parcel is ready. */
export function startOf(trip: Trip, now: Date): Date {
  return trip.windows.pickupReady > now ? trip.windows.pickupReady : now;
}

export function createQuote(world: UberWorld, customerId: string, input: QuoteInput): WireQuote {
  const now = world.now();
  const trip = planTrip(input, now);
  const wire: WireQuote = {
    kind: 'delivery_quote',
    id: world.newId('dqt'),
    created: now.toISOString(),
    expires: addMilliseconds(now, LIFETIME_MS).toISOString(),
    fee: trip.fee,
    currency: trip.currency.toLowerCase(),
    currency_type: trip.currency,
    dropoff_eta: addMilliseconds(startOf(trip, now), trip.minutes * MINUTE).toISOString(),
    duration: trip.minutes,
    pickup_duration: trip.pickupMinutes,
    dropoff_deadline: trip.windows.dropoffDeadline.toISOString(),
  };
  world.quotes.put(wire.id, { wire, customerId, terms: trip.terms, usedBy: null });
  return wire;
}

/** The quote a delivery refers to, if it still counts for this trip. */
export function redeemable(world: UberWorld, customerId: string, quoteId: string, trip: Trip): QuoteRecord {
  const quote = world.quotes.get(quoteId);
  if (quote === undefined || quote.customerId !== customerId) throw new UberFailure('mismatched_price_quote');
  if (quote.usedBy !== null) throw new UberFailure('used_quote');
  if (Date.parse(quote.wire.expires) <= world.now().getTime()) throw new UberFailure('expired_quote');
  if (quote.terms !== trip.terms) throw new UberFailure('mismatched_price_quote');
  return quote;
}
