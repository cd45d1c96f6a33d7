import { encodeId, type Id } from '@marketgraph/kernel';
import { idArgument, inputId, requireUser, toUnion, type ResolverMap } from '@marketgraph/server';
import type { CommerceContext } from '../context.ts';
import { moneyOf } from '../references.ts';
import type { RefundRow } from '../refunds/refund.tables.ts';
import type { PaymentRow } from './payment.tables.ts';
import { retryPayment } from './retry-payment.ts';

export const paymentResolvers: ResolverMap = {
  Mutation: {
    paymentRetry: async (_: unknown, { input }: { input: { orderId: string } }, { tools, viewer }: CommerceContext) => {
      const { userId, traceId } = requireUser(viewer);
      return toUnion('PaymentRetry', await retryPayment(tools, { userId, traceId }, inputId('Order', input.orderId, 'orderId')));
    },
  },
  Payment: {
    __resolveReference: ({ id }: { id: string }, { loaders }: CommerceContext) => loaders.payment.load(idArgument('Payment', id)),
    id: (payment: PaymentRow) => encodeId('Payment', payment.id),
    order: (payment: PaymentRow, _args: unknown, { loaders }: CommerceContext) => loaders.order.load(payment.orderId),
    amount: (payment: PaymentRow) => moneyOf(payment.amount, payment),
    captured: (payment: PaymentRow) => moneyOf(payment.captured, payment),
    refunded: (payment: PaymentRow) => moneyOf(payment.refunded, payment),
    clientSecret: (payment: PaymentRow, _args: unknown, { viewer }: CommerceContext) => secretFor(viewer.kind === 'user' ? viewer.userId : null, payment),
    publishableKey: (_payment: PaymentRow, _args: unknown, { tools }: CommerceContext) => tools.payments.publishableKey,
    attempts: (payment: PaymentRow, _args: unknown, { loaders }: CommerceContext) => loaders.attemptsOfPayment.load(payment.id),
    providerEvents: (payment: PaymentRow, _args: unknown, { loaders }: CommerceContext) => loaders.eventsOfPayment.load(payment.id),
    refunds: (payment: PaymentRow, _args: unknown, { loaders }: CommerceContext) => loaders.refundsOfOrder.load(payment.orderId),
  },
  Refund: {
    id: (refund: RefundRow) => encodeId('Refund', refund.id),
    amount: (refund: RefundRow) => moneyOf(refund.amount, refund),
    vendorOrderId: (refund: RefundRow) => (refund.vendorOrderId === null ? null : encodeId('VendorOrder', refund.vendorOrderId)),
  },
};

/** It lets whoever has it pay, and see what is paid: the buyer's alone, operators' neither. */
function secretFor(userId: Id<'User'> | null, payment: PaymentRow): string | null {
  return userId === payment.buyerId ? payment.clientSecret : null;
}
