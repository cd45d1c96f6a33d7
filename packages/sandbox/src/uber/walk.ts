import { addMilliseconds, MINUTE } from '@marketgraph/kernel';
import type { Courier, DeliveryRecord, DeliveryStatus, LatLng, Verification, Waypoint, WireDelivery } from './objects.ts';
import { between, kilometres } from './places.ts';
import { newUuid, type UberWorld } from './world.ts';

export const STEP_TIMER = 'uber.step';

/** A courier's way, step by step: the states, and the positions between them as shares of the leg. */
type Step = { readonly status: DeliveryStatus } | { readonly leg: 'to-pickup' | 'to-dropoff'; readonly share: number; readonly imminent?: boolean };

const WALK: readonly Step[] = [
  { status: 'pickup' },
  { leg: 'to-pickup', share: 0.5 },
  { leg: 'to-pickup', share: 0.97, imminent: true },
  { status: 'pickup_complete' },
  { status: 'dropoff' },
  { leg: 'to-dropoff', share: 0.25 },
  { leg: 'to-dropoff', share: 0.5 },
  { leg: 'to-dropoff', share: 0.75 },
  { leg: 'to-dropoff', share: 0.97, imminent: true },
  { status: 'delivered' },
];

/** Where the way back of a parcel begins: it is in the courier's hands already. */
const FROM_HAND = WALK.findIndex((step) => 'status' in step && step.status === 'dropoff');

const MINUTES_PER_KM = 2.5;
const COURIER: Omit<Courier, 'location'> = { name: 'Alex I.', vehicle_type: 'bicycle', phone_number: '+15555550100', img_href: '' };

export function isCancelable({ wire }: DeliveryRecord): boolean {
  return wire.status === 'pending' || wire.status === 'pickup';
}

/** Some way off the pickup, to have something to watch. */
export function courierStart(pickup: LatLng): LatLng {
  return between(pickup, { lat: pickup.lat + 0.01, lng: pickup.lng - 0.012 }, 1);
}

function withCourier(record: DeliveryRecord, location: LatLng, imminent: boolean): DeliveryRecord {
  return { ...record, wire: { ...record.wire, courier: { ...COURIER, ...record.wire.courier, location }, courier_imminent: imminent } };
}

function withArrival(world: UberWorld, record: DeliveryRecord): DeliveryRecord {
  const { wire } = record;
  const { courier, pickup, dropoff } = wire;
  if (courier === null) return record;
  const later = (km: number): string => addMilliseconds(world.now(), km * MINUTES_PER_KM * MINUTE).toISOString();
  const leg = kilometres(pickup.location, dropoff.location);
  if (wire.status === 'pickup') {
    const toPickup = kilometres(courier.location, pickup.location);
    return { ...record, wire: { ...wire, pickup_eta: later(toPickup), dropoff_eta: later(toPickup + leg) } };
  }
  return { ...record, wire: { ...wire, dropoff_eta: later(kilometres(courier.location, dropoff.location)) } };
}

/** The courier is at `location` now; watchers learn of it, and of the last metres as a change of the delivery. */
export function moveCourier(world: UberWorld, record: DeliveryRecord, location: LatLng, imminent: boolean): DeliveryRecord {
  const moved = world.save(withArrival(world, withCourier(record, location, imminent)));
  if (imminent !== record.wire.courier_imminent) world.emitStatus(moved);
  world.emitCourier(moved);
  return moved;
}

/** One step further; a parcel that is through stays as it is. */
export function takeStep(world: UberWorld, record: DeliveryRecord): DeliveryRecord {
  const step = WALK[record.step];
  if (record.wire.complete || step === undefined) return record;
  if ('leg' in step) {
    const { pickup, dropoff } = record.wire;
    const [from, to] = step.leg === 'to-pickup' ? [record.courierStart, pickup.location] : [pickup.location, dropoff.location];
    return moveCourier(world, { ...record, step: record.step + 1 }, between(from, to, step.share), step.imminent ?? false);
  }
  return enterStatus(world, { ...record, step: record.step + 1 }, step.status);
}

/** Steps until the status is another one. Positions on the way are left out. */
export function nextStatus(world: UberWorld, record: DeliveryRecord): DeliveryRecord {
  const index = WALK.findIndex((step, place) => place >= record.step && 'status' in step);
  if (index < 0 || record.wire.complete) return record;
  return takeStep(world, { ...record, step: index });
}

function enterStatus(world: UberWorld, record: DeliveryRecord, status: DeliveryStatus): DeliveryRecord {
  const { wire } = record;
  if (status === 'pickup_complete' && record.fate === 'cancel') return end(world, record, 'canceled', { undeliverable_reason: 'MERCHANT_CLOSED' });
  if (status === 'delivered') return record.fate === 'undeliverable' ? giveUp(world, record, 'CUSTOMER_UNAVAILABLE') : deliver(world, record, '');
  const location = status === 'pickup' ? record.courierStart : wire.pickup.location;
  const placed = withCourier({ ...record, wire: { ...wire, status } }, location, false);
  const pickup = status === 'pickup_complete' ? completed(placed.wire.pickup, world.now()) : placed.wire.pickup;
  const saved = world.save(withArrival(world, { ...placed, wire: { ...placed.wire, pickup } }));
  world.emitStatus(saved);
  return saved;
}

/** Marks a waypoint as done, with the proofs that were asked for. */
function completed(waypoint: Waypoint, at: Date): Waypoint {
  const wanted: Verification = waypoint.verification_requirements ?? {};
  const image_url = `https://images.invalid/${newUuid()}`;
  const verification = {
    completion_location: waypoint.location,
    ...(wanted.picture === true ? { picture: { image_url } } : {}),
    ...(wanted.signature === true || wanted.signature_requirement?.enabled === true ? { signature: { image_url, name: waypoint.name, signer_relationship: 'SELF' } } : {}),
    ...(wanted.pincode?.enabled === true ? { pin_code: { entered: wanted.pincode.value ?? '' } } : {}),
    ...(wanted.identification === undefined ? {} : { identification: { min_age_verified: true } }),
    ...(wanted.barcodes === undefined ? {} : { barcodes: wanted.barcodes.map((barcode) => ({ ...barcode, scan_result: { outcome: 'SUCCESS', timestamp: at.toISOString() } })) }),
  };
  return { ...waypoint, status: 'completed', status_timestamp: at.toISOString(), verification };
}

function deliver(world: UberWorld, record: DeliveryRecord, action: '' | 'left_at_door'): DeliveryRecord {
  const { dropoff } = record.wire;
  const there = withCourier(record, dropoff.location, false);
  return end(world, there, 'delivered', { dropoff: completed(dropoff, world.now()), dropoff_eta: world.now().toISOString(), undeliverable_action: action });
}

/** Ends a delivery for good. */
export function end(world: UberWorld, record: DeliveryRecord, status: 'delivered' | 'canceled' | 'returned', change: Partial<WireDelivery> = {}): DeliveryRecord {
  world.core.timers.cancel(STEP_TIMER, record.wire.id);
  const ended = world.save({ ...record, wire: { ...record.wire, ...change, status, complete: true, courier_imminent: false } });
  world.emitStatus(ended);
  return ended;
}

/** Nobody takes the parcel: what happens then was said when it was ordered. */
export function giveUp(world: UberWorld, record: DeliveryRecord, reason: string): DeliveryRecord {
  if (record.whenUndeliverable === 'leave_at_door') return deliver(world, { ...record, wire: { ...record.wire, undeliverable_reason: reason } }, 'left_at_door');
  if (record.whenUndeliverable === 'discard') return end(world, record, 'canceled', { undeliverable_reason: reason });
  return sendBack(world, record, reason);
}

/** The parcel goes back in a delivery of its own, `ret_…`, with pickup and dropoff exchanged. */
export function sendBack(world: UberWorld, record: DeliveryRecord, reason: string): DeliveryRecord {
  const { wire } = record;
  const id = world.newId('ret');
  const failed: Waypoint = { ...wire.dropoff, status: 'failed', status_timestamp: world.now().toISOString() };
  const back = world.save({
    ...record,
    fate: 'none',
    step: FROM_HAND,
    courierStart: wire.dropoff.location,
    wire: {
      ...withCourier(record, wire.dropoff.location, false).wire,
      id,
      uuid: newUuid(),
      status: 'pickup_complete',
      complete: false,
      fee: 0,
      tip: 0,
      pickup: failed,
      dropoff: wire.return,
      return: wire.return,
      related_deliveries: [{ id: wire.id, relationship: 'original' }],
      created: world.now().toISOString(),
    },
  });
  if (back.robo) world.core.timers.schedule({ kind: STEP_TIMER, ref: id, inMs: world.settings.stepMs });
  return end(world, record, 'returned', {
    dropoff: failed,
    undeliverable_action: 'returned',
    undeliverable_reason: reason,
    related_deliveries: [...wire.related_deliveries, { id, relationship: 'return' }],
  });
}

/** A robo courier's step, and the appointment for the next one. */
export function roboStep(world: UberWorld, id: string, dueAt: Date): void {
  const record = world.deliveries.get(id);
  if (record === undefined || record.wire.complete) return;
  const after = takeStep(world, record);
  if (!after.wire.complete) world.core.timers.schedule({ kind: STEP_TIMER, ref: id, inMs: world.settings.stepMs, from: dueAt });
}
