import { ok, type Id, type Result } from '@marketgraph/kernel';
import type { CommerceTools } from '../deps.ts';
import { notFound, type NotFound } from '../failures.ts';
import { moveVendorOrderIn } from './move-vendor-order.ts';
import { actsOn, type OrderActor } from './order-actor.ts';
import { findOrderOf, lockOrder, partOf } from './order-aggregate.ts';
import { publishOrderChange } from './order-live.ts';
import { moveVendorOrder, type OrderIllegalTransition } from './order.rules.ts';
import type { VendorOrderRow } from './order.tables.ts';

export interface ReadyOrderInput {
  readonly vendorOrderId: Id<'VendorOrder'>;
}

/** A vendor has packed what was ordered; logistics hears of it and sends somebody. */
export async function readyOrder(
  deps: CommerceTools,
  actor: OrderActor,
  { vendorOrderId }: ReadyOrderInput,
): Promise<Result<{ vendorOrder: VendorOrderRow }, NotFound | OrderIllegalTransition>> {
  const orderId = await findOrderOf(deps.db.reader, vendorOrderId, actsOn(actor, ['VENDOR']));
  if (orderId === undefined) return notFound('vendor order', 'vendorOrderId');

  return deps.db.transaction(async (tx) => {
    const locked = await lockOrder(tx, orderId);
    const part = partOf(locked, vendorOrderId);
    const move = moveVendorOrder(part.status, 'READY', ['VENDOR']);
    if (!move.ok) return move;
    const changed = await moveVendorOrderIn(tx, deps, locked, part, { move: 'READY', ...move.value, userId: actor.userId, traceId: actor.traceId });
    const vendorOrder = partOf(changed, vendorOrderId);
    await publishOrderChange(tx, deps, changed.order, [vendorOrder]);
    return ok({ vendorOrder });
  });
}
