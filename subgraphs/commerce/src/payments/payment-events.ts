import type { NewEvent } from '@marketgraph/bus';
import type { EventName } from '@marketgraph/contracts';
import type { Id } from '@marketgraph/kernel';
import type { OrderRow } from '../orders/order.tables.ts';
import type { PaymentRow } from './payment.tables.ts';

type PaymentEventName = Extract<EventName, `commerce.payment.${string}`>;

export function paymentEvent(
  name: PaymentEventName,
  payment: PaymentRow,
  order: OrderRow,
  about: { readonly amount: bigint; readonly reason: string; readonly vendorOrderId: Id<'VendorOrder'> | null; readonly traceId: string },
): NewEvent<EventName> {
  return {
    name,
    aggregateId: payment.id,
    traceId: about.traceId,
    payload: {
      paymentId: payment.id,
      orderId: order.id,
      number: order.number,
      buyerId: order.buyerId,
      amount: about.amount.toString(),
      currency: payment.currency,
      reason: about.reason,
      vendorOrderId: about.vendorOrderId,
    },
  };
}
