import type { EventPayload } from '@marketgraph/contracts';
import { reasonInWords } from '../../templates/phrases.rules.ts';
import { message, type Plan } from '../message.ts';

type Payment = EventPayload<'commerce.payment.captured'>;

const factsOf = ({ number, amount, currency }: Payment) => ({ number, amount, currency });
const aboutOrder = ({ orderId, vendorOrderId }: Payment) => ({ orderId, vendorOrderId });

export const onPaymentCaptured: Plan<EventPayload<'commerce.payment.captured'>> = (payment) => {
  const kind = payment.reason === 'PAID_TOO_LATE' ? 'PAYMENT_TOO_LATE' : 'PAYMENT_RECEIVED';
  return [message(kind, { userId: payment.buyerId }, factsOf(payment), aboutOrder(payment))];
};

export const onPaymentFailed: Plan<EventPayload<'commerce.payment.failed'>> = (payment) => [
  message('PAYMENT_FAILED', { userId: payment.buyerId }, { ...factsOf(payment), reason: reasonInWords(payment.reason) }, aboutOrder(payment)),
];

export const onPaymentRefunded: Plan<EventPayload<'commerce.payment.refunded'>> = (payment) => [
  message('PAYMENT_REFUNDED', { userId: payment.buyerId }, { ...factsOf(payment), reason: reasonInWords(payment.reason) }, aboutOrder(payment)),
];
