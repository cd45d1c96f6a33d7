import type { Consumer } from '@marketgraph/bus';
import type { WriteDeps } from '../deps.ts';
import { recordPurchase } from '../purchases/record-purchase.ts';
import { tellOf } from './tell-of.ts';

/** What was handed over may be reviewed, what was given back no longer. */
export function onOrderItem(deps: WriteDeps): Consumer[] {
  return [tellOf(deps, 'commerce.order_item.status_changed', recordPurchase)];
}
