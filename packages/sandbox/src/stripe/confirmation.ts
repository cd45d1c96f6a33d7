import { SECOND } from '@marketgraph/kernel';
import type { Stripe } from 'stripe';
import { captureCharge, createCharge, HOLD_SECONDS } from './charges.ts';
import { ok, type Reply } from './endpoint.ts';
import { unexpectedState, type WireError } from './errors.ts';
import { attachMethod, changeFacts } from './payment-methods.ts';
import { DECLINES, type DeclineReason } from './test-cards.ts';
import { idOf, type StripeWorld } from './world.ts';

export const RELEASE_HOLD = 'stripe.release-hold';

export interface Confirmation {
  readonly method: Stripe.PaymentMethod;
  readonly returnUrl: string | null;
  readonly offSession: boolean;
  readonly errorOnRequiresAction: boolean;
  readonly useStripeSdk: boolean;
}

export function saveIntent(world: StripeWorld, intent: Stripe.PaymentIntent): Stripe.PaymentIntent {
  world.intents.put(intent.id, intent);
  return intent;
}

/** A decline is an answer like any other: the intent stays, open for another payment method, and events tell of it. */
function decline(
  world: StripeWorld,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  reason: DeclineReason | 'authentication_failed',
  charge: Stripe.Charge | null,
): Reply {
  const { type, ...rest } = reason === 'authentication_failed' ? AUTHENTICATION_FAILED : cardError(reason);
  const open = saveIntent(world, {
    ...intent,
    status: 'requires_payment_method',
    payment_method: null,
    next_action: null,
    latest_charge: charge?.id ?? intent.latest_charge,
    last_payment_error: { ...rest, type, payment_method: method, ...(charge === null ? {} : { charge: charge.id }) },
  });
  if (charge !== null) world.emit('charge.failed', charge);
  world.emit('payment_intent.payment_failed', open);
  const error: WireError = { type, ...rest, payment_intent: open, payment_method: method, ...(charge === null ? {} : { charge: charge.id }) };
  return { status: 402, body: { error } };
}

const AUTHENTICATION_FAILED = {
  type: 'invalid_request_error',
  code: 'payment_intent_authentication_failure',
  message: 'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.',
} as const;

function cardError(reason: DeclineReason): Pick<WireError, 'code' | 'decline_code' | 'message' | 'advice_code'> & { type: 'card_error' } {
  const { code, decline_code, message, advice } = DECLINES[reason];
  return { type: 'card_error', code, decline_code, message, advice_code: advice };
}

/** Tries to pay `intent` with a payment method. */
export function confirmIntent(world: StripeWorld, intent: Stripe.PaymentIntent, confirmation: Confirmation): Reply {
  const { method } = confirmation;
  const facts = world.methodFacts.get(method.id);
  const challenged = facts?.authentication === 'always' || (facts?.authentication === 'unless-set-up' && !facts.setUp);
  const started: Stripe.PaymentIntent = { ...intent, payment_method: method.id, last_payment_error: null };
  if (!challenged) return charge(world, started, method, false);
  if (confirmation.offSession || confirmation.errorOnRequiresAction) {
    const refused = confirmation.offSession ? createCharge(world, { intent: started, method, declined: 'authentication_required', authenticated: false }) : null;
    return decline(world, started, method, 'authentication_required', refused);
  }
  world.pending.put(intent.id, { methodId: method.id, returnUrl: confirmation.returnUrl });
  const waiting = saveIntent(world, { ...started, status: 'requires_action', next_action: nextAction(world, started.id, confirmation) });
  world.emit('payment_intent.requires_action', waiting);
  return ok(waiting);
}

/** Apps with the provider's SDK handle the challenge themselves; everybody else is redirected. */
export function nextAction(world: StripeWorld, id: string, { returnUrl, useStripeSdk }: Pick<Confirmation, 'returnUrl' | 'useStripeSdk'>): Stripe.PaymentIntent.NextAction {
  const url = `${world.publicUrl}/3ds/${id}`;
  if (returnUrl === null || useStripeSdk) {
    return { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: url, source: `src_${id}` } };
  }
  return { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl, url } };
}

function charge(world: StripeWorld, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod, authenticated: boolean): Reply {
  const facts = world.methodFacts.get(method.id);
  const declined = facts?.decline ?? null;
  const attempt = createCharge(world, { intent, method, declined, authenticated });
  if (declined !== null) return decline(world, intent, method, declined, attempt);
  keepMethod(world, intent, method, authenticated);
  const paying: Stripe.PaymentIntent = { ...intent, latest_charge: attempt.id, next_action: null };
  return ok(intent.capture_method === 'manual' ? hold(world, paying, attempt) : collect(world, paying, attempt, intent.amount));
}

/** Saved for later payments when asked to; otherwise used up, unless a customer has it. */
function keepMethod(world: StripeWorld, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod, authenticated: boolean): void {
  const customer = idOf(intent.customer);
  if (intent.setup_future_usage !== null && customer !== null) {
    attachMethod(world, method, customer);
    if (authenticated) changeFacts(world, method.id, { setUp: true });
  } else if (idOf(method.customer) === null) changeFacts(world, method.id, { spent: true });
}

function hold(world: StripeWorld, intent: Stripe.PaymentIntent, authorised: Stripe.Charge): Stripe.PaymentIntent {
  const held = saveIntent(world, { ...intent, status: 'requires_capture', amount_capturable: intent.amount });
  world.core.timers.schedule({ kind: RELEASE_HOLD, ref: intent.id, inMs: HOLD_SECONDS * SECOND });
  world.emit('charge.succeeded', authorised);
  world.emit('payment_intent.amount_capturable_updated', held);
  return held;
}

function collect(world: StripeWorld, intent: Stripe.PaymentIntent, authorised: Stripe.Charge, amount: number): Stripe.PaymentIntent {
  const captured = captureCharge(world, authorised, amount, intent.capture_method);
  const paid = saveIntent(world, { ...intent, status: 'succeeded', amount_capturable: 0, amount_received: amount });
  world.emit(intent.capture_method === 'manual' ? 'charge.captured' : 'charge.succeeded', captured);
  world.emit('payment_intent.succeeded', paid);
  return paid;
}

export function captureIntent(world: StripeWorld, intent: Stripe.PaymentIntent, amount: number): Stripe.PaymentIntent {
  world.core.timers.cancel(RELEASE_HOLD, intent.id);
  const authorised = world.charges.get(idOf(intent.latest_charge) ?? '');
  if (authorised === undefined) throw new Error(`the intent ${intent.id} has no charge to capture`);
  return collect(world, intent, authorised, amount);
}

const CANCELABLE: readonly Stripe.PaymentIntent.Status[] = ['requires_payment_method', 'requires_capture', 'requires_confirmation', 'requires_action', 'processing'];

export function cancelIntent(world: StripeWorld, intent: Stripe.PaymentIntent, reason: Stripe.PaymentIntent.CancellationReason | null): Stripe.PaymentIntent {
  if (!CANCELABLE.includes(intent.status)) {
    const message = `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be canceled: ${CANCELABLE.join(', ')}.`;
    throw unexpectedState(message, { payment_intent: intent });
  }
  world.core.timers.cancel(RELEASE_HOLD, intent.id);
  world.pending.delete(intent.id);
  const canceled = saveIntent(world, { ...intent, status: 'canceled', canceled_at: world.now(), cancellation_reason: reason, amount_capturable: 0, next_action: null });
  const authorised = world.charges.get(idOf(intent.latest_charge) ?? '');
  if (intent.status === 'requires_capture' && authorised !== undefined) {
    const released: Stripe.Charge = { ...authorised, amount_refunded: authorised.amount, refunded: true };
    world.charges.put(released.id, released);
    world.emit('charge.refunded', released, { amount_refunded: 0, refunded: false });
  }
  world.emit('payment_intent.canceled', canceled);
  return canceled;
}

/** An authorisation that nobody captured in time. */
export function releaseHold(world: StripeWorld, intentId: string): void {
  const intent = world.intents.get(intentId);
  if (intent?.status === 'requires_capture') cancelIntent(world, intent, 'automatic');
}

/** The buyer ends the 3-D Secure challenge. `undefined` where none is open. */
export function finishChallenge(world: StripeWorld, intentId: string, passed: boolean): Stripe.PaymentIntent | undefined {
  const intent = world.intents.get(intentId);
  const pending = world.pending.get(intentId);
  const method = world.methods.get(pending?.methodId ?? '');
  if (intent?.status !== 'requires_action' || method === undefined) return undefined;
  world.pending.delete(intentId);
  if (passed) charge(world, intent, method, true);
  else decline(world, intent, method, 'authentication_failed', null);
  return world.intents.get(intentId);
}
