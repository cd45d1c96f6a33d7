import type { Stripe } from 'stripe';

/** The `error` object of a failed request, as it goes over the wire. */
export interface WireError {
  readonly type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
  readonly message: string;
  readonly code?: string;
  readonly param?: string;
  readonly decline_code?: string;
  readonly advice_code?: string;
  readonly network_decline_code?: string;
  readonly charge?: string;
  readonly payment_intent?: Stripe.PaymentIntent;
  readonly payment_method?: Stripe.PaymentMethod;
  readonly setup_intent?: Stripe.SetupIntent;
}

/** A request that is refused. What it had written is undone. */
export class StripeFailure extends Error {
  readonly status: number;
  readonly error: WireError;
  /** Did the endpoint begin its work? Only then the idempotency key keeps the answer. */
  readonly begun: boolean;

  constructor(status: number, error: WireError, begun = false) {
    super(error.message);
    this.status = status;
    this.error = error;
    this.begun = begun;
  }
}

export function invalidRequest(message: string, details: { code?: string; param?: string; status?: number } = {}): StripeFailure {
  const { status = 400, ...rest } = details;
  return new StripeFailure(status, { type: 'invalid_request_error', message, ...rest });
}

/** 404 for the object the URL names, 400 for one that a parameter names. */
export function missing(noun: string, id: string, param?: string): StripeFailure {
  return invalidRequest(`No such ${noun}: '${id}'`, { code: 'resource_missing', param: param ?? 'id', status: param === undefined ? 404 : 400 });
}

/** The object is not in a state for it. Such an answer is kept by the idempotency key. */
export function unexpectedState(message: string, intent: { payment_intent: Stripe.PaymentIntent } | { setup_intent: Stripe.SetupIntent }): StripeFailure {
  const code = 'payment_intent' in intent ? 'payment_intent_unexpected_state' : 'setup_intent_unexpected_state';
  return new StripeFailure(400, { type: 'invalid_request_error', code, message, ...intent }, true);
}

/** Real parameters that the sandbox does not act on: refusing is better than pretending. */
export function notEmulated(what: string, param?: string): StripeFailure {
  return invalidRequest(`Sandbox: ${what} is not emulated.`, { code: 'sandbox_not_emulated', ...(param === undefined ? {} : { param }) });
}

export function withLinks(error: WireError, requestId: string, now: Date): WireError & { doc_url?: string; request_log_url: string } {
  return {
    ...error,
    ...(error.code === undefined ? {} : { doc_url: `https://stripe.com/docs/error-codes/${error.code.replaceAll('_', '-')}` }),
    request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}?t=${Math.floor(now.getTime() / 1000)}`,
  };
}
