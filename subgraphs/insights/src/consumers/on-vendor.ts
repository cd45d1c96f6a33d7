import { defineConsumer, type Consumer } from '@marketgraph/bus';
import { recordVendor } from '../facts/record-others.ts';

const EVENTS = [
  'identity.vendor.approved',
  'identity.vendor.updated',
  'identity.vendor.rejected',
  'identity.vendor.suspended',
  'identity.vendor.closed',
  'identity.vendor.reactivated',
] as const;

/** Name and currency of a store, as its figures show them. */
export function onVendor(): Consumer[] {
  return EVENTS.map((event) =>
    defineConsumer({ event, ordering: 'any', handle: (tx, { payload, occurredAt }) => recordVendor(tx, payload, new Date(occurredAt)) }),
  );
}
