import type { Consumer } from '@marketgraph/bus';
import type { WriteDeps } from '../deps.ts';
import { recordNames } from '../names/record-names.ts';
import { tellOf } from './tell-of.ts';

const EVENTS = [
  'identity.vendor.approved',
  'identity.vendor.updated',
  'identity.vendor.rejected',
  'identity.vendor.suspended',
  'identity.vendor.closed',
  'identity.vendor.reactivated',
] as const;

/** Decisions about a store, and its name for everything that is told later. */
export function onVendor(deps: WriteDeps): Consumer[] {
  return EVENTS.map((name) => tellOf(deps, name, (tx, { payload, occurredAt }) => recordNames(tx, new Map([[payload.vendorId, payload.name]]), new Date(occurredAt))));
}
