import { z } from 'zod';
import { control, CONTROL, done } from '../shared/control-routes.ts';
import type { HttpReply, Route } from '../shared/http.ts';
import { expireTokens } from './auth.ts';
import { DELIVERY_STATUSES, type DeliveryRecord } from './objects.ts';
import { between } from './places.ts';
import { end, giveUp, moveCourier, nextStatus } from './walk.ts';
import type { UberWorld } from './world.ts';

const FORWARD = ['pickup', 'pickup_complete', 'dropoff', 'delivered'] as const;

const moveSchema = z.union([
  z.object({ lat: z.number(), lng: z.number(), imminent: z.boolean().default(false) }),
  /** The share of the way to the next stop. */
  z.object({ share: z.number().min(0).max(1), imminent: z.boolean().default(false) }),
]);

/** An open delivery is changed in one transaction; others answer 409. */
function onOpen(world: UberWorld, id: string, change: (record: DeliveryRecord) => DeliveryRecord): HttpReply {
  const record = world.deliveries.get(id);
  if (record === undefined) return { status: 404, body: { error: `no delivery ${id}` } };
  if (record.wire.complete) return { status: 409, body: { error: `${id} is ${record.wire.status} already` } };
  return done(world.core.store.transact(() => change(record)).wire);
}

type Forward = (typeof FORWARD)[number];

/** One status further, or as many as lead to `to`; there is no way back. */
function advance(world: UberWorld, id: string, to: Forward | undefined): HttpReply {
  const rank = (status: string): number => FORWARD.findIndex((candidate) => candidate === status);
  const current = world.deliveries.get(id)?.wire.status ?? 'pending';
  if (to !== undefined && rank(to) <= rank(current)) return { status: 409, body: { error: `${id} is ${current} already` } };
  const steps = to === undefined ? 1 : rank(to) - rank(current);
  return onOpen(world, id, (record) => Array.from({ length: steps }).reduce<DeliveryRecord>((moved) => nextStatus(world, moved), record));
}

export function uberControlRoutes(world: UberWorld): Route[] {
  const reason = z.object({ reason: z.string().default('CUSTOMER_UNAVAILABLE') });
  return [
    control('/deliveries/:id/advance', z.object({ to: z.enum(FORWARD).optional() }), ({ to }, { id = '' }) => advance(world, id, to)),
    control('/deliveries/:id/move', moveSchema, (move, { id = '' }) =>
      onOpen(world, id, (record) => {
        const { status, pickup, dropoff } = record.wire;
        const [from, target] = status === 'pending' || status === 'pickup' ? [record.courierStart, pickup.location] : [pickup.location, dropoff.location];
        return moveCourier(world, record, 'share' in move ? between(from, target, move.share) : { lat: move.lat, lng: move.lng }, move.imminent);
      }),
    ),
    control('/deliveries/:id/fail', reason, (given, { id = '' }) => onOpen(world, id, (record) => end(world, record, 'canceled', { undeliverable_reason: given.reason }))),
    control('/deliveries/:id/return', reason, (given, { id = '' }) => onOpen(world, id, (record) => giveUp(world, record, given.reason))),
    control('/deliveries/:id/reassign', z.object({}), (_input, { id = '' }) =>
      onOpen(world, id, (record) => {
        const back = world.save({ ...record, step: 0, wire: { ...record.wire, status: 'pending', courier: null, courier_imminent: false } });
        world.emitStatus(back);
        return back;
      }),
    ),
    {
      method: 'GET',
      path: `${CONTROL}/deliveries/count`,
      handle: ({ query }) => {
        const externalId = query.get('external_id');
        const found = world.deliveries.values().filter(({ wire }) => externalId === null || wire.external_id === externalId);
        const byStatus = Object.fromEntries(DELIVERY_STATUSES.map((status) => [status, found.filter(({ wire }) => wire.status === status).length]));
        return done({ count: found.length, byStatus, ids: found.map(({ wire }) => wire.id) });
      },
    },
    control('/tokens/expire', z.object({}), () => done({ expired: expireTokens(world) })),
    { method: 'GET', path: `${CONTROL}/tokens`, handle: () => done({ issued: world.tokens.values().length }) },
  ];
}
