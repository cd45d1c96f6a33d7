import type { Stripe } from 'stripe';
import { createTransaction } from './charges.ts';
import { ok, type Call, type Endpoint, type Reply } from './endpoint.ts';
import { invalidRequest, notEmulated, StripeFailure } from './errors.ts';
import { LIST_PARAMETERS, listPage } from './lists.ts';
import { amountText } from './money.ts';
import type { Params } from './params.ts';
import { find, idOf, type StripeWorld } from './world.ts';

export const SETTLE_REFUND = 'stripe.settle-refund';

const REASONS = ['duplicate', 'fraudulent', 'requested_by_customer'] as const;

function chargeToRefund(world: StripeWorld, params: Params): Stripe.Charge {
  const intentId = params.text('payment_intent');
  const chargeId = params.text('charge');
  if (intentId === undefined && chargeId === undefined) {
    throw invalidRequest('One of the following params should be provided for this request: payment_intent or charge.');
  }
  if (chargeId !== undefined) return find(world.charges, 'charge', chargeId, 'charge');
  const intent = find(world.intents, 'payment_intent', intentId ?? '', 'payment_intent');
  const charge = world.charges.get(idOf(intent.latest_charge) ?? '');
  if (charge?.status === 'succeeded') return charge;
  throw invalidRequest(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`, { param: 'payment_intent' });
}

function amountOf(charge: Stripe.Charge, params: Params): number {
  const left = charge.amount - charge.amount_refunded;
  const wanted = params.integer('amount', 1);
  if (left <= 0) {
    const message = `Charge ${charge.id} has already been refunded.`;
    throw new StripeFailure(400, { type: 'invalid_request_error', code: 'charge_already_refunded', message, charge: charge.id }, true);
  }
  if (wanted !== undefined && wanted > left) {
    const message = `Refund amount (${amountText(wanted, charge.currency)}) is greater than unrefunded amount on charge (${amountText(left, charge.currency)})`;
    throw new StripeFailure(400, { type: 'invalid_request_error', message, param: 'amount' }, true);
  }
  return wanted ?? left;
}

function create(world: StripeWorld, { params }: Call): Reply {
  for (const name of ['reverse_transfer', 'refund_application_fee', 'origin', 'customer', 'currency']) {
    if (params.has(name)) throw notEmulated(`the parameter \`${name}\``, name);
  }
  const charge = chargeToRefund(world, params);
  if (!charge.captured) {
    const message = `This uncaptured Charge was created by a PaymentIntent (${idOf(charge.payment_intent)}). You must cancel the PaymentIntent to reverse the authorization instead of refunding the Charge directly.`;
    throw new StripeFailure(400, { type: 'invalid_request_error', message }, true);
  }
  const amount = amountOf(charge, params);
  const facts = world.methodFacts.get(charge.payment_method ?? '');
  const id = world.newId('re');
  const description = `REFUND FOR CHARGE (${charge.description ?? charge.id})`;
  const transaction = createTransaction(world, { amount: -amount, fee: 0, currency: charge.currency, source: id, type: 'refund', description });
  const refund: Stripe.Refund = {
    id,
    object: 'refund',
    amount,
    balance_transaction: transaction.id,
    charge: charge.id,
    created: world.now(),
    currency: charge.currency,
    customer: idOf(charge.customer),
    customer_account: null,
    destination_details: { card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' }, type: 'card' },
    metadata: params.metadata(),
    payment_intent: idOf(charge.payment_intent),
    payment_method: charge.payment_method,
    reason: params.choice('reason', REASONS) ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: facts?.refund === 'pending' ? 'pending' : 'succeeded',
    transfer_reversal: null,
  };
  world.refunds.put(id, refund);
  changeRefunded(world, charge, amount);
  world.emit('refund.created', refund);
  if (facts !== undefined && facts.refund !== 'succeeds') world.core.timers.schedule({ kind: SETTLE_REFUND, ref: id, inMs: world.settleMs });
  return ok(refund);
}

function changeRefunded(world: StripeWorld, charge: Stripe.Charge, by: number): void {
  const amount = charge.amount_refunded + by;
  const changed: Stripe.Charge = { ...charge, amount_refunded: amount, refunded: amount >= charge.amount };
  world.charges.put(changed.id, changed);
  if (by > 0) world.emit('charge.refunded', changed, { amount_refunded: charge.amount_refunded });
  else world.emit('charge.updated', changed, { amount_refunded: charge.amount_refunded });
}

/** What the bank says later: a pending refund arrives, or one that looked done comes back. */
export function settleRefund(world: StripeWorld, refundId: string): void {
  const refund = world.refunds.get(refundId);
  if (refund === undefined) return;
  if (refund.status === 'pending') {
    const arrived: Stripe.Refund = { ...refund, status: 'succeeded' };
    world.refunds.put(refundId, arrived);
    world.emit('refund.updated', arrived, { status: 'pending' });
    world.emit('charge.refund.updated', arrived, { status: 'pending' });
    return;
  }
  const charge = world.charges.get(idOf(refund.charge) ?? '');
  if (refund.status !== 'succeeded' || charge === undefined) return;
  const back = createTransaction(world, {
    amount: refund.amount,
    fee: 0,
    currency: refund.currency,
    source: refundId,
    type: 'refund_failure',
    description: `REFUND FAILURE (${refundId})`,
  });
  const failed: Stripe.Refund = { ...refund, status: 'failed', failure_reason: 'expired_or_canceled_card', failure_balance_transaction: back.id };
  world.refunds.put(refundId, failed);
  changeRefunded(world, charge, -refund.amount);
  world.emit('refund.failed', failed, { status: 'succeeded' });
  world.emit('charge.refund.updated', failed, { status: 'succeeded' });
}

export const refundEndpoints: readonly Endpoint[] = [
  {
    method: 'POST',
    path: '/v1/refunds',
    parameters: ['payment_intent', 'charge', 'amount', 'reason', 'metadata', 'instructions_email', 'reverse_transfer', 'refund_application_fee', 'origin', 'customer', 'currency'],
    handle: create,
  },
  {
    method: 'GET',
    path: '/v1/refunds',
    parameters: ['payment_intent', 'charge', ...LIST_PARAMETERS],
    handle: (world, { params }) => {
      const intent = params.text('payment_intent');
      const charge = params.text('charge');
      const refunds = world.refunds.values().filter((refund) => (intent ?? refund.payment_intent) === refund.payment_intent && (charge ?? refund.charge) === refund.charge);
      return ok(listPage(refunds, params, '/v1/refunds'));
    },
  },
  { method: 'GET', path: '/v1/refunds/:id', parameters: [], handle: (world, { id }) => ok(find(world.refunds, 'refund', id)) },
  {
    method: 'POST',
    path: '/v1/refunds/:id',
    parameters: ['metadata'],
    handle: (world, { id, params }) => {
      const refund = find(world.refunds, 'refund', id);
      const changed: Stripe.Refund = { ...refund, metadata: params.metadata(refund.metadata ?? {}) };
      world.refunds.put(id, changed);
      return ok(changed);
    },
  },
];
