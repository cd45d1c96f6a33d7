import { addMilliseconds, HOUR, MINUTE } from '@marketgraph/kernel';
import { invalidParams, UberFailure } from './errors.ts';
import type { DeliveryInput, UpdateInput } from './inputs.ts';
import { DELIVERY_STATUSES, type DeliveryRecord, type Verification, type Waypoint, type WireDelivery } from './objects.ts';
import { lineOf } from './places.ts';
import { planTrip, redeemable, startOf, type Trip } from './quotes.ts';
import { courierStart, end, isCancelable, STEP_TIMER } from './walk.ts';
import { findDelivery, newUuid, type UberWorld } from './world.ts';

const KEY_LIFETIME_MS = HOUR;
const LARGEST_TIP = 10_000;
/** The provider makes the code up; here it is always the same, so that people can type it. */
const PINCODE = '1234';

/** Names that decide a delivery's fate. */
function fateOf(dropoffName: string): DeliveryRecord['fate'] {
  if (/undeliverable/i.test(dropoffName)) return 'undeliverable';
  return /^cancel\b/i.test(dropoffName) ? 'cancel' : 'none';
}

function requirements(wanted: Verification | undefined): { verification_requirements?: Verification } {
  if (wanted === undefined) return {};
  return { verification_requirements: wanted.pincode?.enabled === true ? { ...wanted, pincode: { enabled: true, value: PINCODE } } : wanted };
}

function waypoints(input: DeliveryInput, trip: Trip): Pick<WireDelivery, 'pickup' | 'dropoff' | 'return'> {
  const store = input.external_store_id === undefined ? {} : { external_store_id: input.external_store_id };
  const shop: Waypoint = {
    name: input.pickup_business_name ?? input.pickup_name,
    phone_number: input.pickup_phone_number,
    address: lineOf(trip.pickup.address),
    detailed_address: trip.pickup.address,
    location: trip.pickup.location,
    notes: input.pickup_notes ?? '',
    seller_notes: '',
    courier_notes: '',
    ...store,
  };
  return {
    pickup: { ...shop, ...requirements(input.pickup_verification) },
    return: { ...shop, notes: input.return_notes ?? '', ...requirements(input.return_verification) },
    dropoff: {
      name: input.dropoff_name,
      phone_number: input.dropoff_phone_number,
      address: lineOf(trip.dropoff.address),
      detailed_address: trip.dropoff.address,
      location: trip.dropoff.location,
      notes: input.dropoff_notes ?? '',
      seller_notes: input.dropoff_seller_notes ?? '',
      courier_notes: '',
      ...requirements(input.dropoff_verification),
    },
  };
}

/** A second order of the same parcel: the reference pair is unique for good, whatever became of the first. */
function refuseDuplicate(world: UberWorld, customerId: string, input: DeliveryInput): void {
  if (input.external_id === undefined) return;
  const reference = input.manifest_reference ?? '';
  const same = world.deliveries.values().find(({ wire, customerId: owner }) => owner === customerId && wire.external_id === input.external_id && wire.manifest.reference === reference && wire.id.startsWith('del_'));
  if (same !== undefined) throw new UberFailure('duplicate_delivery', { delivery_id: same.wire.id });
}

export function createDelivery(world: UberWorld, customerId: string, input: DeliveryInput): WireDelivery {
  const now = world.now();
  const key = input.idempotency_key === undefined ? undefined : `${customerId}:${input.idempotency_key}`;
  const known = key === undefined ? undefined : world.keys.get(key);
  if (known !== undefined && known.until > now.getTime()) return findDelivery(world, customerId, known.deliveryId).wire;
  refuseDuplicate(world, customerId, input);
  if (/^courier ?busy\b/i.test(input.dropoff_name)) throw new UberFailure('couriers_busy');
  const trip = planTrip(input, now);
  const quote = input.quote_id === undefined ? undefined : redeemable(world, customerId, input.quote_id, trip);
  const record = world.save(newRecord(world, customerId, input, trip, quote?.wire.fee ?? trip.fee));
  const { id } = record.wire;
  if (quote !== undefined) world.quotes.put(quote.wire.id, { ...quote, usedBy: id });
  if (key !== undefined) world.keys.put(key, { deliveryId: id, until: now.getTime() + KEY_LIFETIME_MS });
  if (record.robo) world.core.timers.schedule({ kind: STEP_TIMER, ref: id, inMs: world.settings.stepMs, from: startOf(trip, now) });
  world.emitStatus(record);
  return record.wire;
}

function newRecord(world: UberWorld, customerId: string, input: DeliveryInput, trip: Trip, fee: number): DeliveryRecord {
  const now = world.now();
  const { windows } = trip;
  const uuid = newUuid();
  const start = startOf(trip, now);
  const wire: WireDelivery = {
    id: world.newId('del'),
    uuid,
    kind: 'delivery',
    live_mode: false,
    ...(input.quote_id === undefined ? {} : { quote_id: input.quote_id }),
    ...(input.external_id === undefined ? {} : { external_id: input.external_id }),
    status: 'pending',
    complete: false,
    fee: fee + input.tip,
    tip: input.tip,
    currency: trip.currency.toLowerCase(),
    tracking_url: `${world.core.server.url}/orders/${uuid.toLowerCase()}`,
    courier: null,
    courier_imminent: false,
    ...waypoints(input, trip),
    pickup_eta: addMilliseconds(start, trip.pickupMinutes * MINUTE).toISOString(),
    pickup_ready: windows.pickupReady.toISOString(),
    pickup_deadline: windows.pickupDeadline.toISOString(),
    dropoff_eta: addMilliseconds(start, trip.minutes * MINUTE).toISOString(),
    dropoff_ready: windows.dropoffReady.toISOString(),
    dropoff_deadline: windows.dropoffDeadline.toISOString(),
    deliverable_action: input.deliverable_action,
    manifest: { reference: input.manifest_reference ?? '', total_value: input.manifest_total_value ?? 0 },
    manifest_items: input.manifest_items,
    related_deliveries: [],
    undeliverable_action: '',
    undeliverable_reason: '',
    dropoff_identifier: '',
    created: now.toISOString(),
    updated: now.toISOString(),
  };
  return {
    wire,
    customerId,
    robo: input.test_specifications?.robo_courier_specification !== undefined,
    step: 0,
    courierStart: courierStart(trip.pickup.location),
    whenUndeliverable: input.undeliverable_action,
    fate: fateOf(input.dropoff_name),
    tipRecorded: input.tip > 0,
  };
}

export function cancelDelivery(world: UberWorld, customerId: string, id: string): WireDelivery {
  const record = findDelivery(world, customerId, id);
  if (!isCancelable(record)) throw new UberFailure('noncancelable_delivery');
  return end(world, record, 'canceled').wire;
}

export function updateDelivery(world: UberWorld, customerId: string, id: string, input: UpdateInput): WireDelivery {
  const record = findDelivery(world, customerId, id);
  const { wire } = record;
  const { tip_by_customer: tip, ...rest } = input;
  if (wire.complete && Object.values(rest).some((value) => value !== undefined)) {
    throw invalidParams({ param_details: 'The provided fields cannot be updated in the current job state.' });
  }
  if (tip !== undefined) checkTip(record, tip);
  const { lat, lng } = wire.dropoff.location;
  const dropoff: Waypoint = {
    ...wire.dropoff,
    notes: input.dropoff_notes ?? wire.dropoff.notes,
    seller_notes: input.dropoff_seller_notes ?? wire.dropoff.seller_notes,
    location: { lat: input.dropoff_latitude ?? lat, lng: input.dropoff_longitude ?? lng },
    ...withBarcodes(wire.dropoff, input.dropoff_verification),
  };
  const pickup: Waypoint = { ...wire.pickup, notes: input.pickup_notes ?? wire.pickup.notes, ...withBarcodes(wire.pickup, input.pickup_verification) };
  const manifest = { ...wire.manifest, reference: input.manifest_reference ?? wire.manifest.reference };
  const change: WireDelivery = { ...wire, pickup, dropoff, manifest, tip: wire.tip + (tip ?? 0), fee: wire.fee + (tip ?? 0) };
  return world.save({ ...record, wire: change, tipRecorded: record.tipRecorded || tip !== undefined }).wire;
}

function withBarcodes(waypoint: Waypoint, change: Pick<Verification, 'barcodes'> | undefined): { verification_requirements?: Verification } {
  return change?.barcodes === undefined ? {} : { verification_requirements: { ...waypoint.verification_requirements, barcodes: change.barcodes } };
}

function checkTip(record: DeliveryRecord, tip: number): void {
  if (record.wire.status === 'canceled' || record.wire.status === 'returned') throw new UberFailure('invalid_tipping_state');
  if (record.tipRecorded) throw new UberFailure('tip_already_recorded_error');
  if (tip > LARGEST_TIP) throw new UberFailure('max_tip_exceeded');
}

/** A page of deliveries, newest first. The API gives no total any more. */
export function listDeliveries(world: UberWorld, customerId: string, query: URLSearchParams, url: string): object {
  const filter = query.get('filter') ?? '';
  if (filter !== '' && filter !== 'ongoing' && !DELIVERY_STATUSES.some((status) => status === filter)) throw invalidParams({ filter: 'The filter is not valid.' });
  const limit = Number(query.get('limit') ?? '30');
  const offset = Number(query.get('offset') ?? '0');
  if (!Number.isInteger(limit) || limit < 1 || !Number.isInteger(offset) || offset < 0) throw invalidParams({ limit: 'The page is not valid.' });
  const matching = world.deliveries
    .values()
    .toReversed()
    .map(({ wire, customerId: owner }) => (owner === customerId ? wire : undefined))
    .filter((wire) => wire !== undefined)
    .filter((wire) => filter === '' || (filter === 'ongoing' ? !wire.complete : wire.status === filter));
  const next = new URLSearchParams({ ...(filter === '' ? {} : { filter }), limit: String(limit), offset: String(offset + limit) });
  return { data: matching.slice(offset, offset + limit), next_href: matching.length > offset + limit ? `${url}?${next.toString()}` : '', total_count: -1 };
}
