import { DAY, SECOND } from '@marketgraph/kernel';
import type { Stripe } from 'stripe';
import { ok, type Endpoint } from './endpoint.ts';
import { LIST_PARAMETERS, listPage } from './lists.ts';
import { providerFee } from './money.ts';
import { DECLINES, type DeclineReason } from './test-cards.ts';
import { find, idOf, type StripeWorld } from './world.ts';

/** Seconds after which an authorisation that nobody captured lapses. */
export const HOLD_SECONDS = (7 * DAY) / SECOND;

export const SETTLE_CHARGE = 'stripe.settle-charge';

function outcome(declined: DeclineReason | null): Stripe.Charge.Outcome {
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: declined === null ? 'approved_by_network' : 'declined_by_network',
    reason: declined,
    risk_level: 'normal',
    risk_score: 12,
    seller_message: declined === null ? 'Payment complete.' : 'The bank did not return any further details with this decline.',
    type: declined === null ? 'authorized' : 'issuer_declined',
  };
}

function cardDetails(world: StripeWorld, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod, authenticated: boolean): Stripe.Charge.PaymentMethodDetails {
  const { card } = method;
  return {
    type: 'card',
    card: {
      amount_authorized: intent.amount,
      authorization_code: '123456',
      brand: card?.brand ?? null,
      ...(intent.capture_method === 'manual' ? { capture_before: world.now() + HOLD_SECONDS } : {}),
      checks: card?.checks ?? null,
      country: card?.country ?? null,
      electronic_commerce_indicator: null,
      exp_month: card?.exp_month ?? 0,
      exp_year: card?.exp_year ?? 0,
      fingerprint: card?.fingerprint ?? null,
      funding: card?.funding ?? null,
      installments: null,
      last4: card?.last4 ?? null,
      mandate: null,
      network: card?.brand ?? null,
      network_token: { used: false },
      network_transaction_id: null,
      regulated_status: card?.regulated_status ?? null,
      three_d_secure: authenticated
        ? {
            authentication_flow: 'challenge',
            electronic_commerce_indicator: '05',
            exemption_indicator: null,
            result: 'authenticated',
            result_reason: null,
            transaction_id: null,
            version: '2.2.0',
          }
        : null,
      transaction_link_id: null,
      wallet: null,
    },
  };
}

/** One attempt to charge. Not captured yet, and without its balance transaction. */
export function createCharge(
  world: StripeWorld,
  attempt: { intent: Stripe.PaymentIntent; method: Stripe.PaymentMethod; declined: DeclineReason | null; authenticated: boolean },
): Stripe.Charge {
  const { intent, method, declined } = attempt;
  const id = world.newId('ch');
  const charge: Stripe.Charge = {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: 'MARKETGRAPH',
    captured: false,
    created: world.now(),
    currency: intent.currency,
    customer: idOf(intent.customer),
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: declined === null ? null : DECLINES[declined].code,
    failure_message: declined === null ? null : DECLINES[declined].message,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcome(declined),
    paid: declined === null,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: cardDetails(world, intent, method, attempt.authenticated),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: intent.shipping,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: declined === null ? 'succeeded' : 'failed',
    transfer_data: null,
    transfer_group: intent.transfer_group,
  };
  world.charges.put(id, charge);
  return charge;
}

export function createTransaction(
  world: StripeWorld,
  entry: { amount: number; fee: number; currency: string; source: string; type: 'charge' | 'refund' | 'refund_failure'; description: string | null },
): Stripe.BalanceTransaction {
  const { amount, fee, currency, source, type, description } = entry;
  const transaction: Stripe.BalanceTransaction = {
    id: world.newId('txn'),
    object: 'balance_transaction',
    amount,
    available_on: world.now() + (2 * DAY) / SECOND,
    balance_type: 'payments',
    created: world.now(),
    currency,
    description,
    exchange_rate: null,
    fee,
    fee_details: fee === 0 ? [] : [{ amount: fee, application: null, currency, description: 'Stripe processing fees', type: 'stripe_fee' }],
    net: amount - fee,
    reporting_category: type,
    source,
    status: 'pending',
    type,
  };
  world.transactions.put(transaction.id, transaction);
  return transaction;
}

/**
 * Captures `amount`. The fee is known at once, except for `automatic_async`, the API's default: there the balance
 * transaction follows later with a `charge.updated`, and whoever reads it too early finds null.
 */
export function captureCharge(world: StripeWorld, charge: Stripe.Charge, amount: number, captureMethod: Stripe.PaymentIntent.CaptureMethod): Stripe.Charge {
  // What is not captured is released, and counts as refunded.
  const captured: Stripe.Charge = { ...charge, captured: true, amount_captured: amount, amount_refunded: charge.amount - amount };
  world.charges.put(captured.id, captured);
  if (captureMethod !== 'automatic_async') return bookCharge(world, captured);
  world.core.timers.schedule({ kind: SETTLE_CHARGE, ref: captured.id, inMs: world.settleMs });
  return captured;
}

function bookCharge(world: StripeWorld, charge: Stripe.Charge): Stripe.Charge {
  const transaction = createTransaction(world, {
    amount: charge.amount_captured,
    fee: providerFee(charge.amount_captured),
    currency: charge.currency,
    source: charge.id,
    type: 'charge',
    description: charge.description,
  });
  const booked: Stripe.Charge = { ...charge, balance_transaction: transaction.id };
  world.charges.put(booked.id, booked);
  return booked;
}

/** The late half of an `automatic_async` capture. */
export function settleCharge(world: StripeWorld, chargeId: string): void {
  const charge = world.charges.get(chargeId);
  if (charge === undefined || charge.balance_transaction !== null) return;
  world.emit('charge.updated', bookCharge(world, charge), { balance_transaction: null });
}

export const chargeEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/v1/charges',
    parameters: ['payment_intent', 'customer', 'transfer_group', ...LIST_PARAMETERS],
    handle: (world, { params }) => {
      const intent = params.text('payment_intent');
      const customer = params.text('customer');
      const group = params.text('transfer_group');
      const charges = world.charges
        .values()
        .filter((charge) => (intent ?? charge.payment_intent) === charge.payment_intent && (customer ?? charge.customer) === charge.customer && (group ?? charge.transfer_group) === charge.transfer_group);
      return ok(listPage(charges, params, '/v1/charges'));
    },
  },
  { method: 'GET', path: '/v1/charges/:id', parameters: [], handle: (world, { id }) => ok(find(world.charges, 'charge', id)) },
  {
    method: 'GET',
    path: '/v1/balance_transactions',
    parameters: ['source', 'type', 'currency', ...LIST_PARAMETERS],
    handle: (world, { params }) => {
      const source = params.text('source');
      const type = params.text('type');
      const currency = params.text('currency');
      const transactions = world.transactions
        .values()
        .filter((entry) => (source ?? entry.source) === entry.source && (type ?? entry.type) === entry.type && (currency ?? entry.currency) === entry.currency);
      return ok(listPage(transactions, params, '/v1/balance_transactions'));
    },
  },
  { method: 'GET', path: '/v1/balance_transactions/:id', parameters: [], handle: (world, { id }) => ok(find(world.transactions, 'balance transaction', id)) },
];
