import { fail } from '@marketgraph/kernel';

export interface PaymentUnavailable {
  readonly type: 'PaymentUnavailable';
  readonly message: string;
  readonly retryable: true;
}

/** The provider is away. Nothing of the request is left behind; the same request may succeed later. */
export function paymentUnavailable() {
  return fail<PaymentUnavailable>({
    type: 'PaymentUnavailable',
    message: 'The payment provider cannot be reached. Nothing was charged; try again in a moment.',
    retryable: true,
  });
}
