import { asId, isCurrencyCode, SECOND, type CurrencyCode } from '@marketgraph/kernel';
import { Stripe } from 'stripe';
import type { StripeSettings } from '../env.ts';
import {
  PaymentProviderRefused,
  PaymentProviderUnavailable,
  type IntentStatus,
  type PaymentFailure,
  type PaymentProvider,
  type ProviderIntent,
  type ProviderRefund,
} from './payment-provider.ts';
import { readStripeEvent, restoreStripeEvent } from './stripe-events.ts';

/** Three tries of so long end before a checkout counts as stale. */
const TIMEOUT_MS = 8 * SECOND;
const RETRIES = 2;

const EXPAND = ['latest_charge.balance_transaction'];

/** The adapter for Stripe: the same code against the real API and the local sandbox. */
export function createStripeProvider(settings: StripeSettings): PaymentProvider {
  const stripe = new Stripe(settings.secretKey, { ...addressOf(settings.apiUrl), timeout: TIMEOUT_MS, maxNetworkRetries: RETRIES, telemetry: false });

  async function readIntent(intentId: string): Promise<ProviderIntent> {
    return intentOf(await asked(() => stripe.paymentIntents.retrieve(intentId, { expand: EXPAND })));
  }

  return {
    name: 'stripe',
    publishableKey: settings.publishableKey,
    createIntent: async ({ key, amount, currency, orderId, orderNumber, paymentId }) => {
      const request: Stripe.PaymentIntentCreateParams = {
        amount: exactNumber(amount),
        currency: currency.toLowerCase(),
        automatic_payment_methods: { enabled: true },
        description: orderNumber,
        metadata: { order_id: orderId, payment_id: paymentId },
      };
      return intentOf(await asked(() => stripe.paymentIntents.create(request, { idempotencyKey: key })));
    },
    readIntent,
    cancelIntent: async (intentId, key) => {
      try {
        return intentOf(await asked(() => stripe.paymentIntents.cancel(intentId, { cancellation_reason: 'abandoned' }, { idempotencyKey: key })));
      } catch (error) {
        // Paid or cancelled already: which of them decides what happens to the order.
        if (error instanceof PaymentProviderRefused && error.code === 'payment_intent_unexpected_state') return readIntent(intentId);
        throw error;
      }
    },
    createRefund: async ({ key, intentId, amount, refundId, orderNumber }) => {
      const request: Stripe.RefundCreateParams = {
        payment_intent: intentId,
        amount: exactNumber(amount),
        metadata: { refund_id: refundId, order_number: orderNumber },
      };
      return refundOf(await asked(() => stripe.refunds.create(request, { idempotencyKey: key })));
    },
    listRefunds: async (intentId) => {
      const refunds: ProviderRefund[] = [];
      await asked(async () => {
        for await (const refund of stripe.refunds.list({ payment_intent: intentId, limit: 100 })) refunds.push(refundOf(refund));
      });
      return refunds;
    },
    readEvent: (rawBody, signature, now) => readStripeEvent(stripe, settings.webhookSecret, { rawBody, signature, now }),
    restoreEvent: restoreStripeEvent,
  };
}

function addressOf(url: string): { host: string; port: string; protocol: 'http' | 'https' } {
  const { hostname, port, protocol } = new URL(url);
  const scheme = protocol === 'http:' ? 'http' : 'https';
  return { host: hostname, port: port === '' ? (scheme === 'http' ? '80' : '443') : port, protocol: scheme };
}

/** Errors of the SDK become one of two: try again, or do not. */
async function asked<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError || error instanceof Stripe.errors.StripeCardError || error instanceof Stripe.errors.StripeIdempotencyError) {
      throw new PaymentProviderRefused(error.code ?? error.type, error.message, { cause: error });
    }
    if (error instanceof Stripe.errors.StripeError) throw new PaymentProviderUnavailable(`Stripe: ${error.type}: ${error.message}`, { cause: error });
    throw error;
  }
}

/** Stripe's amounts are JSON numbers; an amount that one cannot hold exactly is refused rather than rounded. */
function exactNumber(amount: bigint): number {
  if (amount > BigInt(Number.MAX_SAFE_INTEGER)) throw new PaymentProviderRefused('amount_too_large', `${amount} is too much for one payment`);
  return Number(amount);
}

const STATUSES: Readonly<Record<string, IntentStatus>> = {
  requires_payment_method: 'REQUIRES_PAYMENT',
  requires_confirmation: 'REQUIRES_PAYMENT',
  requires_action: 'REQUIRES_ACTION',
  processing: 'PROCESSING',
  requires_capture: 'AUTHORIZED',
  succeeded: 'SUCCEEDED',
  canceled: 'CANCELED',
};

function intentOf(intent: Stripe.PaymentIntent): ProviderIntent {
  const status = STATUSES[intent.status];
  if (status === undefined) throw new Error(`Stripe says that ${intent.id} is ${intent.status}, which is not known here`);
  const charge = intent.latest_charge;
  return {
    id: intent.id,
    status,
    clientSecret: intent.client_secret,
    amount: BigInt(intent.amount),
    amountReceived: BigInt(intent.amount_received),
    currency: currencyOf(intent.currency),
    chargeId: typeof charge === 'string' ? charge : (charge?.id ?? null),
    fee: feeOf(intent),
    lastFailure: failureOf(intent),
  };
}

/** Only in the payment's own currency: an account that settles in another one pays its fee there. */
function feeOf({ latest_charge: charge, currency }: Stripe.PaymentIntent): bigint | null {
  if (charge === null || typeof charge === 'string') return null;
  const transaction = charge.balance_transaction;
  if (transaction === null || typeof transaction === 'string' || transaction.currency !== currency) return null;
  return BigInt(transaction.fee);
}

function failureOf({ last_payment_error: error }: Stripe.PaymentIntent): PaymentFailure | null {
  if (error === null) return null;
  return { code: error.decline_code ?? error.code ?? error.type, message: error.message ?? '', chargeId: error.charge ?? null };
}

function currencyOf(code: string): CurrencyCode {
  const currency = code.toUpperCase();
  if (!isCurrencyCode(currency)) throw new Error(`Stripe answered with the currency ${code}, which is not traded here`);
  return currency;
}

function refundOf(refund: Stripe.Refund): ProviderRefund {
  const id = refund.metadata?.['refund_id'];
  return {
    id: refund.id,
    status: refund.status === 'succeeded' ? 'SUCCEEDED' : refund.status === 'failed' || refund.status === 'canceled' ? 'FAILED' : 'PENDING',
    amount: BigInt(refund.amount),
    failureReason: refund.failure_reason ?? null,
    refundId: id === undefined ? null : asId('Refund', id),
  };
}
