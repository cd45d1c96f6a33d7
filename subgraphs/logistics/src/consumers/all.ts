import type { Consumer } from '@marketgraph/bus';
import type { LogisticsDeps, Wake } from '../deps.ts';
import { onVendorOrderGivenUp } from './on-vendor-order-given-up.ts';
import { onVendorOrderReady } from './on-vendor-order-ready.ts';

/** Every event logistics acts on. */
export function logisticsConsumers(deps: LogisticsDeps, wake: Wake): Consumer[] {
  return [onVendorOrderReady(deps, wake), ...onVendorOrderGivenUp(deps, wake)];
}
