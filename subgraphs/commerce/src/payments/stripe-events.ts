import { asId, fail, ok, SECOND, type Id, type Result } from '@marketgraph/kernel';
import { Stripe } from 'stripe';
import { z } from 'zod';
import type { ProviderAttempt, ProviderEvent, WebhookRefused } from './payment-provider.ts';

/**
 * What an endpoint at Stripe has to be set up for: the events that change a payment, its history or its refunds. What else
 * Stripe can tell follows from these, as `charge.succeeded` does from `payment_intent.succeeded`; each would be a request, a
 * row and nothing more.
 */
export const STRIPE_EVENT_TYPES = [
  'payment_intent.succeeded',
  'payment_intent.payment_failed',
  'payment_intent.requires_action',
  'payment_intent.canceled',
  'refund.created',
  'refund.updated',
  'refund.failed',
] as const;

const ACTED_ON: ReadonlySet<string> = new Set(STRIPE_EVENT_TYPES);

/** Seconds that a webhook's time may be off, either way. */
const TOLERANCE = 300;

/** Names people and places, or lets somebody pay: none of it is needed to look a payment up again. */
const NOT_KEPT: ReadonlySet<string> = new Set(['client_secret', 'billing_details', 'shipping', 'receipt_email', 'receipt_url', 'next_action']);

const idOrObject = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]);

/** What is read of the object that an event carries; everything else is looked up. */
const subject = z.object({
  object: z.string(),
  id: z.string(),
  payment_intent: idOrObject.nullish(),
  latest_charge: idOrObject.nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  last_payment_error: z.object({ code: z.string().nullish(), decline_code: z.string().nullish(), message: z.string().nullish(), charge: z.string().nullish(), type: z.string() }).nullish(),
});
type Subject = z.infer<typeof subject>;

export function readStripeEvent(
  stripe: Stripe,
  secret: string,
  { rawBody, signature, now }: { rawBody: Buffer; signature: string | undefined; now: Date },
): Result<ProviderEvent, WebhookRefused> {
  if (signature === undefined) return refused('no signature');
  try {
    const event = stripe.webhooks.constructEvent(rawBody, signature, secret, TOLERANCE, undefined, now.getTime());
    // The SDK takes signatures of the future: one stolen from a wrong clock would stay good until then.
    if (signedAt(signature) - now.getTime() / SECOND > TOLERANCE) return refused('signed in the future');
    const object = withoutSecrets(event.data.object) as Record<string, unknown>;
    return ok(restoreStripeEvent({ id: event.id, type: event.type, createdAt: new Date(event.created * SECOND), object }));
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return refused(error.message.split('\n')[0] ?? 'bad signature');
    if (error instanceof SyntaxError || error instanceof z.ZodError) return refused('unreadable');
    throw error;
  }
}

export function restoreStripeEvent({ id, type, createdAt, object }: { id: string; type: string; createdAt: Date; object: Record<string, unknown> }): ProviderEvent {
  const about = subject.parse(object);
  const isIntent = about.object === 'payment_intent';
  return {
    id,
    type,
    createdAt,
    intentId: isIntent ? about.id : (about.payment_intent ?? null),
    paymentId: isIntent ? paymentIdOf(about) : null,
    isActedOn: ACTED_ON.has(type),
    attempt: attemptOf(id, type, about),
    aboutRefunds: type.startsWith('refund.'),
    object,
  };
}

function paymentIdOf({ metadata }: Subject): Id<'Payment'> | null {
  const id = metadata?.['payment_id'];
  return id !== undefined && z.uuid().safeParse(id).success ? asId('Payment', id) : null;
}

function attemptOf(eventId: string, type: string, about: Subject): ProviderAttempt | null {
  switch (type) {
    case 'payment_intent.succeeded':
      return { reference: about.latest_charge ?? eventId, outcome: 'SUCCEEDED', code: '', message: '' };
    case 'payment_intent.requires_action':
      return { reference: eventId, outcome: 'REQUIRES_ACTION', code: '', message: '' };
    case 'payment_intent.payment_failed': {
      const error = about.last_payment_error;
      return { reference: error?.charge ?? eventId, outcome: 'DECLINED', code: error?.decline_code ?? error?.code ?? error?.type ?? '', message: error?.message ?? '' };
    }
    default:
      return null;
  }
}

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !NOT_KEPT.has(key))
      .map(([key, part]) => [key, withoutSecrets(part)]),
  );
}

function signedAt(signature: string): number {
  return Number(/(?:^|,)t=(\d+)/.exec(signature)?.[1] ?? 0);
}

function refused(reason: string) {
  return fail<WebhookRefused>({ type: 'WebhookRefused', reason });
}
