import { ok, type Id, type Result } from '@marketgraph/kernel';
import type { CommerceTools } from '../deps.ts';
import { notFound, type InvalidInput, type NotFound } from '../failures.ts';
import { requestRefundOfPart } from '../refunds/request-refund.ts';
import { checkEndReason, type EndReason } from './end-reason.ts';
import { moveVendorOrderIn } from './move-vendor-order.ts';
import { actsOn, partiesOf, type OrderActor } from './order-actor.ts';
import { findOrderOf, lockOrder, partOf } from './order-aggregate.ts';
import { publishOrderChange } from './order-live.ts';
import { moveVendorOrder, type OrderIllegalTransition } from './order.rules.ts';
import type { VendorOrderRow } from './order.tables.ts';

export interface CancelVendorOrderInput {
  readonly vendorOrderId: Id<'VendorOrder'>;
  readonly reason: EndReason;
}

/** One vendor's part is called off by its buyer, its vendor or an operator; how far along it may be depends on who asks. */
export async function cancelVendorOrder(
  deps: CommerceTools,
  actor: OrderActor,
  { vendorOrderId, reason }: CancelVendorOrderInput,
): Promise<Result<{ vendorOrder: VendorOrderRow }, NotFound | InvalidInput | OrderIllegalTransition>> {
  const checked = checkEndReason(reason);
  if (!checked.ok) return checked;
  const orderId = await findOrderOf(deps.db.reader, vendorOrderId, actsOn(actor, ['BUYER', 'VENDOR', 'OPERATOR']));
  if (orderId === undefined) return notFound('vendor order', 'vendorOrderId');

  const result = await deps.db.transaction(async (tx) => {
    const locked = await lockOrder(tx, orderId);
    const part = partOf(locked, vendorOrderId);
    const move = moveVendorOrder(part.status, 'CANCEL', partiesOf(actor, part));
    if (!move.ok) return move;
    const change = { move: 'CANCEL', ...move.value, userId: actor.userId, traceId: actor.traceId, reason } as const;
    const changed = await moveVendorOrderIn(tx, deps, locked, part, change);
    const vendorOrder = await requestRefundOfPart(tx, deps, partOf(changed, vendorOrderId), change);
    await publishOrderChange(tx, deps, changed.order, [vendorOrder]);
    return ok({ vendorOrder });
  });
  if (result.ok) deps.crash.point('refund.after-requested');
  deps.wake('REFUNDS');
  return result;
}
