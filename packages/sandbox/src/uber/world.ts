import { randomUUID } from 'node:crypto';
import type { SandboxCore } from '../shared/core.ts';
import type { Collection } from '../shared/store.ts';
import { randomText } from '../shared/tokens.ts';
import { UberFailure } from './errors.ts';
import type { DeliveryRecord, LatLng, QuoteRecord, WireDelivery } from './objects.ts';

export interface UberSettings {
  readonly customerId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Time between two steps of a robo courier. */
  readonly stepMs: number;
  /** More requests for a token within an hour are refused. */
  readonly tokensPerHour: number;
}

export interface IssuedToken {
  readonly token: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

export interface UberWorld {
  readonly core: SandboxCore;
  readonly settings: UberSettings;
  readonly tokens: Collection<IssuedToken>;
  readonly quotes: Collection<QuoteRecord>;
  readonly deliveries: Collection<DeliveryRecord>;
  /** Delivery ids by idempotency key, with the time until which the key counts. */
  readonly keys: Collection<{ readonly deliveryId: string; readonly until: number }>;
  now(): Date;
  newId(prefix: 'dqt' | 'del' | 'ret' | 'evt'): string;
  /** Stores a changed delivery, with the time of the change. */
  save(record: DeliveryRecord): DeliveryRecord;
  emitStatus(record: DeliveryRecord): void;
  emitCourier(record: DeliveryRecord): void;
}

const DEVELOPER_ID = 'd2d70ca4-9a23-4d4c-8b4a-6a1c4c2c7d11';
const ACCOUNT_ID = 'a4b1a1be-6a43-4f0a-9d2b-0b8f6f1f6e22';

export function createWorld(core: SandboxCore, settings: UberSettings): UberWorld {
  const { store, clock, webhooks } = core;
  const deliveries = store.collection<DeliveryRecord>('deliveries');

  function emit(kind: string, { wire, customerId }: DeliveryRecord, extra: { status?: string; location?: LatLng; data: object }): void {
    const id = `evt_${randomText(22)}`;
    const body = {
      ...extra,
      id,
      kind,
      created: clock.now().toISOString(),
      live_mode: false,
      delivery_id: wire.id,
      customer_id: customerId,
      developer_id: DEVELOPER_ID,
      account_id: ACCOUNT_ID,
    };
    webhooks.publish({ id, type: kind, about: wire.id, body: JSON.stringify(body) });
  }

  return {
    core,
    settings,
    deliveries,
    tokens: store.collection('tokens'),
    quotes: store.collection('quotes'),
    keys: store.collection('idempotency_keys'),
    now: () => clock.now(),
    newId: (prefix) => `${prefix}_${randomText(22)}`,
    save: (record) => {
      const saved: DeliveryRecord = { ...record, wire: { ...record.wire, updated: clock.now().toISOString() } };
      deliveries.put(saved.wire.id, saved);
      return saved;
    },
    emitStatus: (record) => emit('event.delivery_status', record, { status: record.wire.status, data: record.wire }),
    emitCourier: (record) => {
      const { courier } = record.wire;
      if (courier !== null) emit('event.courier_update', record, { location: courier.location, data: record.wire });
    },
  };
}

export function findDelivery(world: UberWorld, customerId: string, id: string): DeliveryRecord {
  const record = world.deliveries.get(id);
  if (record === undefined || record.customerId !== customerId) throw new UberFailure('delivery_not_found');
  return record;
}

/** What a `get` shows besides. */
export function fullView(wire: WireDelivery): object {
  return { ...wire, refund: [] };
}

export function newUuid(): string {
  return randomUUID().replaceAll('-', '').toUpperCase();
}
