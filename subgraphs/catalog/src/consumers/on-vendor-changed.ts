import { defineConsumer, type Consumer } from '@marketgraph/bus';
import type { WriteDeps } from '../deps.ts';
import { applyVendor, type VendorEventName } from '../vendors/apply-vendor.ts';

const EVENTS: readonly VendorEventName[] = [
  'identity.vendor.approved',
  'identity.vendor.updated',
  'identity.vendor.rejected',
  'identity.vendor.suspended',
  'identity.vendor.closed',
  'identity.vendor.reactivated',
];

/** All of them carry the vendor as it is: one handler. */
export function onVendorChanged(deps: WriteDeps): Consumer[] {
  return EVENTS.map((event) => defineConsumer({ event, ordering: 'latest', handle: (tx, envelope) => applyVendor(tx, deps, envelope) }));
}
