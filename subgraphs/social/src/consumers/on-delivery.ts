import type { Consumer } from '@marketgraph/bus';
import type { WriteDeps } from '../deps.ts';
import { tellOf } from './tell-of.ts';

const EVENTS = ['logistics.delivery.created', 'logistics.delivery.assigned', 'logistics.delivery.status_changed', 'logistics.delivery.failed'] as const;

/** Where parcels are. */
export function onDelivery(deps: WriteDeps): Consumer[] {
  return EVENTS.map((name) => tellOf(deps, name));
}
