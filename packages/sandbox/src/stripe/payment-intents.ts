import type { Stripe } from 'stripe';
import { captureIntent, cancelIntent, confirmIntent, saveIntent } from './confirmation.ts';
import { ok, type Call, type Endpoint, type Reply } from './endpoint.ts';
import { invalidRequest, notEmulated, unexpectedState } from './errors.ts';
import { ACCEPTED, CONFIRM_PARAMETERS, CREATE_PARAMETERS, newIntent, refuseUnsupported, shippingOf, UPDATE_PARAMETERS } from './intent-fields.ts';
import { LIST_PARAMETERS, listPage } from './lists.ts';
import { checkAmount, readCurrency } from './money.ts';
import type { Params } from './params.ts';
import { checkUsable, namedMethod } from './payment-methods.ts';
import { find, idOf, type StripeWorld } from './world.ts';

const CONFIRMABLE: readonly Stripe.PaymentIntent.Status[] = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

const MISSING_METHOD =
  "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.";

function create(world: StripeWorld, { params }: Call): Reply {
  refuseUnsupported(params);
  const intent = newIntent(world, params);
  const customer = idOf(intent.customer);
  if (customer !== null) find(world.customers, 'customer', customer, 'customer');
  const method = namedMethod(world, params);
  if (method !== undefined) checkUsable(world, method, customer);
  const confirm = params.flag('confirm') ?? false;
  if (!confirm) {
    for (const name of ['return_url', 'off_session', 'error_on_requires_action', 'mandate_data']) {
      if (params.has(name)) throw invalidRequest(`The parameter \`${name}\` can only be passed when \`confirm=true\`.`, { param: name });
    }
  } else {
    requireReturnUrl(intent, params);
    if (method === undefined) throw invalidRequest(MISSING_METHOD, { code: 'payment_intent_unexpected_state', param: 'payment_method' });
  }
  const created = saveIntent(world, { ...intent, payment_method: method?.id ?? null, status: method === undefined ? 'requires_payment_method' : 'requires_confirmation' });
  world.emit('payment_intent.created', created);
  return confirm ? startConfirmation(world, created, method, params) : ok(created);
}

/** With redirecting payment methods allowed, as by default, the server must say where buyers come back to. */
function requireReturnUrl(intent: Stripe.PaymentIntent, params: Params): void {
  if (intent.automatic_payment_methods?.allow_redirects !== 'always' || params.has('return_url')) return;
  throw invalidRequest(
    "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don't want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and `automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.",
  );
}

function startConfirmation(world: StripeWorld, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod | undefined, params: Params): Reply {
  if (method === undefined) throw unexpectedState(MISSING_METHOD, { payment_intent: intent });
  return confirmIntent(world, intent, {
    method,
    returnUrl: params.text('return_url') ?? null,
    offSession: params.raw.off_session !== undefined && params.raw.off_session !== 'false',
    errorOnRequiresAction: params.flag('error_on_requires_action') ?? false,
    useStripeSdk: params.flag('use_stripe_sdk') ?? false,
  });
}

function confirm(world: StripeWorld, { id, params, publishable }: Call): Reply {
  refuseUnsupported(params);
  const intent = find(world.intents, 'payment_intent', id);
  if (intent.status === 'succeeded') {
    throw unexpectedState('You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.', { payment_intent: intent });
  }
  if (!CONFIRMABLE.includes(intent.status)) {
    const message = `You cannot confirm this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be confirmed: ${CONFIRMABLE.join(', ')}.`;
    throw unexpectedState(message, { payment_intent: intent });
  }
  if (!publishable) requireReturnUrl(intent, params);
  const customer = idOf(intent.customer);
  const method = namedMethod(world, params) ?? world.methods.get(idOf(intent.payment_method) ?? '');
  if (method !== undefined) checkUsable(world, method, customer);
  const captureMethod = publishable ? undefined : params.choice('capture_method', ['automatic', 'automatic_async', 'manual']);
  const usage = params.choice('setup_future_usage', ['on_session', 'off_session']);
  const changed: Stripe.PaymentIntent = {
    ...intent,
    next_action: null,
    ...(captureMethod === undefined ? {} : { capture_method: captureMethod }),
    ...(usage === undefined ? {} : { setup_future_usage: usage }),
    ...(params.object('shipping') === undefined ? {} : { shipping: shippingOf(params) }),
    ...(params.text('receipt_email') === undefined ? {} : { receipt_email: params.text('receipt_email') ?? null }),
  };
  return startConfirmation(world, changed, method, params);
}

function update(world: StripeWorld, { id, params }: Call): Reply {
  refuseUnsupported(params);
  const intent = find(world.intents, 'payment_intent', id);
  const onlyNotes = Object.keys(params.raw).every((name) => name === 'metadata' || name === 'description');
  if (!onlyNotes && !CONFIRMABLE.includes(intent.status)) {
    throw unexpectedState(`This PaymentIntent's parameters could not be updated because it has a status of ${intent.status}.`, { payment_intent: intent });
  }
  const customer = params.text('customer') ?? idOf(intent.customer);
  if (customer !== null) find(world.customers, 'customer', customer, 'customer');
  const method = namedMethod(world, params);
  if (method !== undefined) checkUsable(world, method, customer);
  const amount = params.integer('amount', 1) ?? intent.amount;
  const currency = params.has('currency') ? readCurrency(params) : intent.currency;
  checkAmount(amount, currency);
  const receipt = params.nullableText('receipt_email');
  return ok(
    saveIntent(world, {
      ...intent,
      amount,
      currency,
      customer,
      description: params.text('description') ?? intent.description,
      metadata: params.metadata(intent.metadata),
      receipt_email: receipt === undefined ? intent.receipt_email : receipt,
      shipping: params.has('shipping') ? shippingOf(params) : intent.shipping,
      transfer_group: params.text('transfer_group') ?? intent.transfer_group,
      ...(method === undefined ? {} : { payment_method: method.id, status: 'requires_confirmation' as const }),
    }),
  );
}

function capture(world: StripeWorld, { id, params }: Call): Reply {
  const intent = find(world.intents, 'payment_intent', id);
  const amount = params.integer('amount_to_capture', 1) ?? intent.amount_capturable;
  if (intent.status !== 'requires_capture') {
    const message = `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`;
    throw unexpectedState(message, { payment_intent: intent });
  }
  if (params.flag('final_capture') === false) throw notEmulated('capturing more than once', 'final_capture');
  if (amount > intent.amount_capturable) {
    throw invalidRequest(`The \`amount_to_capture\` value (${amount}) must be less than or equal to the capturable amount (${intent.amount_capturable}).`, {
      code: 'amount_too_large',
      param: 'amount_to_capture',
    });
  }
  return ok(captureIntent(world, { ...intent, metadata: params.metadata(intent.metadata) }, amount));
}

function cancel(world: StripeWorld, { id, params }: Call): Reply {
  const reason = params.choice('cancellation_reason', ['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer']) ?? null;
  return ok(cancelIntent(world, find(world.intents, 'payment_intent', id), reason));
}

function list(world: StripeWorld, { params }: Call): Reply {
  const customer = params.text('customer');
  const intents = world.intents.values().filter((intent) => customer === undefined || idOf(intent.customer) === customer);
  return ok(listPage(intents, params, '/v1/payment_intents'));
}

export const paymentIntentEndpoints: readonly Endpoint[] = [
  { method: 'POST', path: '/v1/payment_intents', parameters: [...CREATE_PARAMETERS, ...ACCEPTED], handle: create },
  { method: 'GET', path: '/v1/payment_intents', parameters: ['customer', ...LIST_PARAMETERS], handle: list },
  {
    method: 'GET',
    path: '/v1/payment_intents/:id',
    parameters: ['client_secret', 'key'],
    publishable: true,
    handle: (world, { id }) => ok(find(world.intents, 'payment_intent', id)),
  },
  { method: 'POST', path: '/v1/payment_intents/:id', parameters: UPDATE_PARAMETERS, handle: update },
  { method: 'POST', path: '/v1/payment_intents/:id/confirm', parameters: [...CONFIRM_PARAMETERS, ...ACCEPTED], publishable: true, handle: confirm },
  { method: 'POST', path: '/v1/payment_intents/:id/capture', parameters: ['amount_to_capture', 'final_capture', 'metadata', 'statement_descriptor', 'statement_descriptor_suffix'], handle: capture },
  { method: 'POST', path: '/v1/payment_intents/:id/cancel', parameters: ['cancellation_reason'], handle: cancel },
];
