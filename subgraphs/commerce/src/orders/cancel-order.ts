import { fail, ok, type Id, type Result } from '@marketgraph/kernel';
import { and, eq } from 'drizzle-orm';
import type { CommerceTools } from '../deps.ts';
import { notFound, type InvalidInput, type NotFound } from '../failures.ts';
import { PaymentProviderUnavailable } from '../payments/payment-provider.ts';
import { paymentUnavailable, type PaymentUnavailable } from '../payments/payment-failures.ts';
import { requestRefundOfPart } from '../refunds/request-refund.ts';
import { checkEndReason, type EndReason } from './end-reason.ts';
import { giveUpOrder } from './give-up-order.ts';
import { moveVendorOrderIn } from './move-vendor-order.ts';
import { partiesOf, type OrderActor } from './order-actor.ts';
import { lockOrder, partOf, type LockedOrder } from './order-aggregate.ts';
import { publishOrderChange } from './order-live.ts';
import { isFinal, moveVendorOrder } from './order.rules.ts';
import { orders, type OrderRow, type VendorOrderRow } from './order.tables.ts';

export interface CancelOrderInput {
  readonly orderId: Id<'Order'>;
  readonly reason: EndReason;
}

export interface OrderNotCancellable {
  readonly type: 'OrderNotCancellable';
  readonly message: string;
  readonly vendorOrders: readonly VendorOrderRow[];
}

type Outcome = Result<{ order: OrderRow }, NotFound | InvalidInput | OrderNotCancellable | PaymentUnavailable>;

/** All of an order, by its buyer or an operator: every part that is not over yet, or none. */
export async function cancelOrder(deps: CommerceTools, actor: OrderActor, { orderId, reason }: CancelOrderInput): Promise<Outcome> {
  const checked = checkEndReason(reason);
  if (!checked.ok) return checked;
  const scope = actor.operator ? undefined : eq(orders.buyerId, actor.userId);
  const [found] = await deps.db.reader.select().from(orders).where(and(eq(orders.id, orderId), scope));
  if (found === undefined) return notFound('order', 'orderId');

  if (found.status === 'AWAITING_PAYMENT') {
    const unpaid = await giveUpUnpaid(deps, actor, found, reason);
    if (unpaid !== 'PAID_MEANWHILE') return unpaid;
  }
  const result = await cancelPaid(deps, actor, orderId, reason);
  if (result.ok) deps.crash.point('refund.after-requested');
  deps.wake('REFUNDS');
  return result;
}

async function giveUpUnpaid(deps: CommerceTools, actor: OrderActor, found: OrderRow, reason: EndReason): Promise<Outcome | 'PAID_MEANWHILE'> {
  const by = found.buyerId === actor.userId ? 'BUYER' : 'OPERATOR';
  try {
    const order = await giveUpOrder(deps, found.id, { by, userId: actor.userId, detail: reason.text === '' ? reason.code : reason.text, traceId: actor.traceId });
    return order.status === 'EXPIRED' ? ok({ order }) : 'PAID_MEANWHILE';
  } catch (error) {
    // Nobody knows whether it could still be paid, so it must not be given up yet.
    if (error instanceof PaymentProviderUnavailable) return paymentUnavailable();
    throw error;
  }
}

async function cancelPaid(deps: CommerceTools, actor: OrderActor, orderId: Id<'Order'>, reason: EndReason): Promise<Outcome> {
  return deps.db.transaction(async (tx) => {
    const locked = await lockOrder(tx, orderId);
    const open = locked.vendorOrders.filter((part) => part.status !== 'REJECTED' && part.status !== 'CANCELLED');
    const moves = open.map((part) => ({ part, move: moveVendorOrder(part.status, 'CANCEL', partiesOf(actor, part)) }));
    const stuck = moves.filter(({ move }) => !move.ok).map(({ part }) => part);
    if (stuck.length > 0 || moves.length === 0) {
      const message = stuck.every((part) => isFinal(part.status)) ? 'The order is over.' : 'Some vendor is too far along.';
      return fail<OrderNotCancellable>({ type: 'OrderNotCancellable', message, vendorOrders: stuck });
    }
    let current: LockedOrder = locked;
    const cancelled: VendorOrderRow[] = [];
    for (const { part, move } of moves) {
      if (!move.ok) continue;
      const change = { move: 'CANCEL', ...move.value, userId: actor.userId, traceId: actor.traceId, reason } as const;
      current = await moveVendorOrderIn(tx, deps, current, part, change);
      cancelled.push(await requestRefundOfPart(tx, deps, partOf(current, part.id), change));
    }
    await publishOrderChange(tx, deps, current.order, cancelled);
    return ok({ order: current.order });
  });
}
