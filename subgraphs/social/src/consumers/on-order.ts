import type { Consumer } from '@marketgraph/bus';
import type { EventEnvelope } from '@marketgraph/contracts';
import type { Transaction } from '@marketgraph/db';
import type { WriteDeps } from '../deps.ts';
import { recordNames } from '../names/record-names.ts';
import { tellOf } from './tell-of.ts';

/** A confirmation to the buyer, a new order to each store; and what order and items are called from now on. */
export function onOrder(deps: WriteDeps): Consumer[] {
  return [tellOf(deps, 'commerce.order.placed', keepNames), tellOf(deps, 'commerce.order.expired')];
}

function keepNames(tx: Transaction, { payload, occurredAt }: EventEnvelope<'commerce.order.placed'>): Promise<void> {
  const items = payload.vendorOrders.flatMap((share) => share.lines.map((line): [string, string] => [line.orderItemId, line.title]));
  return recordNames(tx, new Map([[payload.orderId, payload.number], ...items]), new Date(occurredAt));
}
