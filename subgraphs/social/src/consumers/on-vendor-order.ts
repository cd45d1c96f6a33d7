import type { Consumer } from '@marketgraph/bus';
import type { WriteDeps } from '../deps.ts';
import { tellOf } from './tell-of.ts';

const EVENTS = ['commerce.vendor_order.accepted', 'commerce.vendor_order.rejected', 'commerce.vendor_order.ready', 'commerce.vendor_order.cancelled'] as const;

/** How far a store has come with its part of an order. */
export function onVendorOrder(deps: WriteDeps): Consumer[] {
  return EVENTS.map((name) => tellOf(deps, name));
}
