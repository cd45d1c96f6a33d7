import type { Stripe } from 'stripe';
import { randomText } from '../shared/tokens.ts';
import { nextAction } from './confirmation.ts';
import { ok, type Call, type Endpoint, type Reply } from './endpoint.ts';
import { invalidRequest, notEmulated, unexpectedState, type WireError } from './errors.ts';
import { methodChoice } from './intent-fields.ts';
import { LIST_PARAMETERS, listPage } from './lists.ts';
import type { Params } from './params.ts';
import { attachMethod, changeFacts, checkUsable, namedMethod } from './payment-methods.ts';
import { DECLINES, type DeclineReason } from './test-cards.ts';
import { find, idOf, type StripeWorld } from './world.ts';

const OPEN: readonly Stripe.SetupIntent.Status[] = ['requires_payment_method', 'requires_confirmation', 'requires_action'];
const UNSUPPORTED = ['attach_to_self', 'confirmation_token', 'flow_directions', 'on_behalf_of', 'single_use', 'payment_method_configuration', 'excluded_payment_method_types'];
const SHARED = [...UNSUPPORTED, 'allowed_payment_method_types', 'mandate_data', 'payment_method', 'payment_method_data', 'payment_method_options', 'return_url', 'use_stripe_sdk'];

const MISSING_METHOD = "You cannot confirm this SetupIntent because it's missing a payment method.";

function save(world: StripeWorld, setup: Stripe.SetupIntent): Stripe.SetupIntent {
  world.setups.put(setup.id, setup);
  return setup;
}

function refuseUnsupported(params: Params): void {
  const found = UNSUPPORTED.find((name) => params.has(name));
  if (found !== undefined) throw notEmulated(`the parameter \`${found}\``, found);
}

function create(world: StripeWorld, { params }: Call): Reply {
  refuseUnsupported(params);
  const customer = params.text('customer') ?? null;
  if (customer !== null) find(world.customers, 'customer', customer, 'customer');
  const method = namedMethod(world, params);
  if (method !== undefined) checkUsable(world, method, customer);
  const confirming = params.flag('confirm') ?? false;
  if (confirming && method === undefined) throw invalidRequest(MISSING_METHOD, { code: 'setup_intent_unexpected_state', param: 'payment_method' });
  const id = `seti_1${randomText(23)}`;
  const setup = save(world, {
    id,
    object: 'setup_intent',
    ...methodChoice(params),
    application: null,
    cancellation_reason: null,
    client_secret: `${id}_secret_${randomText(25)}`,
    created: world.now(),
    customer,
    customer_account: null,
    description: params.text('description') ?? null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: params.metadata(),
    next_action: null,
    on_behalf_of: null,
    payment_method: method?.id ?? null,
    payment_method_configuration_details: null,
    payment_method_options: { card: { mandate_options: null, network: null, request_three_d_secure: 'automatic' } },
    payment_method_types: ['card'],
    single_use_mandate: null,
    status: method === undefined ? 'requires_payment_method' : 'requires_confirmation',
    usage: params.choice('usage', ['off_session', 'on_session']) ?? 'off_session',
  });
  world.emit('setup_intent.created', setup);
  return confirming ? start(world, setup, method, params) : ok(setup);
}

function confirm(world: StripeWorld, { id, params }: Call): Reply {
  refuseUnsupported(params);
  const setup = find(world.setups, 'setupintent', id);
  if (!OPEN.includes(setup.status)) {
    throw unexpectedState(`You cannot confirm this SetupIntent because it has a status of ${setup.status}.`, { setup_intent: setup });
  }
  const method = namedMethod(world, params) ?? world.methods.get(idOf(setup.payment_method) ?? '');
  if (method !== undefined) checkUsable(world, method, idOf(setup.customer));
  return start(world, setup, method, params);
}

function start(world: StripeWorld, setup: Stripe.SetupIntent, method: Stripe.PaymentMethod | undefined, params: Params): Reply {
  if (method === undefined) throw unexpectedState(MISSING_METHOD, { setup_intent: setup });
  const facts = world.methodFacts.get(method.id);
  const started: Stripe.SetupIntent = { ...setup, payment_method: method.id, last_setup_error: null, next_action: null };
  if (facts?.authentication === 'none') return finish(world, started, method);
  const returnUrl = params.text('return_url') ?? null;
  world.pending.put(setup.id, { methodId: method.id, returnUrl });
  const action = nextAction(world, setup.id, { returnUrl, useStripeSdk: params.flag('use_stripe_sdk') ?? false });
  const waiting = save(world, { ...started, status: 'requires_action', next_action: action as Stripe.SetupIntent.NextAction });
  world.emit('setup_intent.requires_action', waiting);
  return ok(waiting);
}

/** Saves the card for later. A card that would be declined cannot be saved, but for the one that fails only later. */
function finish(world: StripeWorld, setup: Stripe.SetupIntent, method: Stripe.PaymentMethod): Reply {
  const facts = world.methodFacts.get(method.id);
  if (facts !== undefined && !facts.attachable) return fail(world, setup, method, facts.decline ?? 'generic_decline');
  const customer = idOf(setup.customer);
  if (customer !== null) attachMethod(world, method, customer);
  changeFacts(world, method.id, { setUp: true });
  const done = save(world, { ...setup, status: 'succeeded', next_action: null });
  world.emit('setup_intent.succeeded', done);
  return ok(done);
}

function fail(world: StripeWorld, setup: Stripe.SetupIntent, method: Stripe.PaymentMethod, reason: DeclineReason | 'authentication_failed'): Reply {
  const error: WireError =
    reason === 'authentication_failed'
      ? { type: 'invalid_request_error', code: 'setup_intent_authentication_failure', message: 'The latest attempt to set up the payment method has failed because authentication failed.' }
      : { type: 'card_error', code: DECLINES[reason].code, decline_code: DECLINES[reason].decline_code, message: DECLINES[reason].message };
  const open = save(world, { ...setup, status: 'requires_payment_method', payment_method: null, next_action: null, last_setup_error: { ...error, payment_method: method } as Stripe.SetupIntent.LastSetupError });
  world.emit('setup_intent.setup_failed', open);
  return { status: 402, body: { error: { ...error, payment_method: method, setup_intent: open } } };
}

/** The buyer ends the challenge of a setup intent. */
export function finishSetupChallenge(world: StripeWorld, setupId: string, passed: boolean): Stripe.SetupIntent | undefined {
  const setup = world.setups.get(setupId);
  const method = world.methods.get(world.pending.get(setupId)?.methodId ?? '');
  if (setup?.status !== 'requires_action' || method === undefined) return undefined;
  world.pending.delete(setupId);
  if (passed) finish(world, setup, method);
  else fail(world, setup, method, 'authentication_failed');
  return world.setups.get(setupId);
}

function cancel(world: StripeWorld, { id, params }: Call): Reply {
  const setup = find(world.setups, 'setupintent', id);
  const reason = params.choice('cancellation_reason', ['abandoned', 'duplicate', 'requested_by_customer']) ?? null;
  if (!OPEN.includes(setup.status)) throw unexpectedState(`You cannot cancel this SetupIntent because it has a status of ${setup.status}.`, { setup_intent: setup });
  world.pending.delete(id);
  const canceled = save(world, { ...setup, status: 'canceled', cancellation_reason: reason, next_action: null });
  world.emit('setup_intent.canceled', canceled);
  return ok(canceled);
}

export const setupIntentEndpoints: readonly Endpoint[] = [
  { method: 'POST', path: '/v1/setup_intents', parameters: [...SHARED, 'automatic_payment_methods', 'confirm', 'customer', 'description', 'metadata', 'usage'], handle: create },
  {
    method: 'GET',
    path: '/v1/setup_intents',
    parameters: ['customer', 'payment_method', ...LIST_PARAMETERS],
    handle: (world, { params }) => {
      const customer = params.text('customer');
      return ok(listPage(world.setups.values().filter((setup) => customer === undefined || idOf(setup.customer) === customer), params, '/v1/setup_intents'));
    },
  },
  { method: 'GET', path: '/v1/setup_intents/:id', parameters: ['client_secret', 'key'], publishable: true, handle: (world, { id }) => ok(find(world.setups, 'setupintent', id)) },
  { method: 'POST', path: '/v1/setup_intents/:id/confirm', parameters: [...SHARED, 'client_secret', 'key', 'client_context', 'expected_payment_method_type'], publishable: true, handle: confirm },
  { method: 'POST', path: '/v1/setup_intents/:id/cancel', parameters: ['cancellation_reason'], handle: cancel },
];
