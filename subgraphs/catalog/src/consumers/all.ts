import type { Consumer } from '@marketgraph/bus';
import type { WriteDeps } from '../deps.ts';
import { onOrderExpired } from './on-order-expired.ts';
import { onOrderPlaced } from './on-order-placed.ts';
import { onReview } from './on-review.ts';
import { onVendorChanged } from './on-vendor-changed.ts';
import { onVendorOrderEnded } from './on-vendor-order-ended.ts';

/** What catalog does about events of others. */
export function catalogConsumers(deps: WriteDeps): Consumer[] {
  return [...onVendorChanged(deps), onOrderPlaced(deps), onOrderExpired(deps), ...onVendorOrderEnded(deps), ...onReview(deps)];
}
