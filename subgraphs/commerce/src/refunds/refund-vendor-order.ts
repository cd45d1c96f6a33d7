import { runIdempotently } from '@marketgraph/db';
import { fail, ok, type Id, type Money, type Result } from '@marketgraph/kernel';
import { eq } from 'drizzle-orm';
import type { CommerceTools } from '../deps.ts';
import { idempotencyConflict, invalidInput, notFound, type IdempotencyConflict, type InvalidInput, type NotFound } from '../failures.ts';
import { checkEndReason, type EndReason } from '../orders/end-reason.ts';
import { actsOn, partiesOf, type OrderActor } from '../orders/order-actor.ts';
import { findOrderOf, lockOrder, partOf } from '../orders/order-aggregate.ts';
import { publishOrderChange } from '../orders/order-live.ts';
import { vendorOrders, type VendorOrderRow } from '../orders/order.tables.ts';
import { moneyOf } from '../references.ts';
import { checkRefund } from './refund.rules.ts';
import { refunds, type RefundRow } from './refund.tables.ts';
import { requestRefund } from './request-refund.ts';

export interface RefundVendorOrderInput {
  readonly vendorOrderId: Id<'VendorOrder'>;
  readonly amount: bigint;
  readonly reason: EndReason;
  readonly idempotencyKey: string;
}

export interface RefundExceedsPayment {
  readonly type: 'RefundExceedsPayment';
  readonly message: string;
  readonly path: readonly string[];
  readonly refundable: Money;
}

type Refused = { readonly kind: 'refused'; readonly left: string };
type Requested = { readonly kind: 'requested'; readonly refundId: Id<'Refund'> };
type Failure = NotFound | InvalidInput | RefundExceedsPayment | IdempotencyConflict;

/** Some of the money goes back, the goods stay: for what was broken, late or forgotten. */
export async function refundVendorOrder(
  deps: CommerceTools,
  actor: OrderActor,
  input: RefundVendorOrderInput,
): Promise<Result<{ refund: RefundRow; vendorOrder: VendorOrderRow }, Failure>> {
  const checked = checkEndReason(input.reason);
  if (!checked.ok) return checked;
  if (input.idempotencyKey === '' || input.idempotencyKey.length > 255) return invalidInput('An idempotency key has 1 to 255 characters.', 'idempotencyKey');
  const { vendorOrderId, idempotencyKey: key, ...body } = input;
  const orderId = await findOrderOf(deps.db.reader, vendorOrderId, actsOn(actor, ['VENDOR', 'OPERATOR']));
  if (orderId === undefined) return notFound('vendor order', 'vendorOrderId');

  const call = { scope: `${actor.userId}:vendorOrderRefund`, key, body: { vendorOrderId, ...body }, now: deps.clock.now() };
  const result = await deps.db.transaction((tx) =>
    runIdempotently<Requested | Refused>(tx, call, async () => {
      const locked = await lockOrder(tx, orderId);
      const part = partOf(locked, vendorOrderId);
      const allowed = checkRefund(part, input.amount);
      if (!allowed.ok) return { kind: 'refused', left: allowed.error.left.toString() };
      const by = partiesOf(actor, part).find((party) => party !== 'BUYER') ?? 'OPERATOR';
      const { refund, part: changed } = await requestRefund(tx, deps, part, input.amount, { by, userId: actor.userId, reason: input.reason });
      await publishOrderChange(tx, deps, locked.order, [changed]);
      return { kind: 'requested', refundId: refund.id };
    }),
  );
  if (result.kind === 'conflict') return idempotencyConflict();
  if (result.kind === 'fresh' && result.answer.kind === 'requested') deps.crash.point('refund.after-requested');
  deps.wake('REFUNDS');
  return answerWith(deps, vendorOrderId, result.answer);
}

async function answerWith(deps: CommerceTools, vendorOrderId: Id<'VendorOrder'>, answer: Requested | Refused) {
  const [vendorOrder] = await deps.db.reader.select().from(vendorOrders).where(eq(vendorOrders.id, vendorOrderId));
  if (vendorOrder === undefined) return notFound('vendor order', 'vendorOrderId');
  if (answer.kind === 'refused') return exceeds(moneyOf(BigInt(answer.left), vendorOrder));
  const [refund] = await deps.db.reader.select().from(refunds).where(eq(refunds.id, answer.refundId));
  if (refund === undefined) throw new Error(`refund ${answer.refundId} vanished`);
  return ok({ refund, vendorOrder });
}

function exceeds(refundable: Money) {
  return fail<RefundExceedsPayment>({
    type: 'RefundExceedsPayment',
    message: 'That is not between the smallest amount and what is left of the payment.',
    path: ['input', 'amount'],
    refundable,
  });
}
