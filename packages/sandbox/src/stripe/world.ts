import type { Stripe } from 'stripe';
import type { SandboxCore } from '../shared/core.ts';
import type { Collection } from '../shared/store.ts';
import { randomText } from '../shared/tokens.ts';
import { isSentTo } from '../shared/webhook-mode.ts';
import { missing } from './errors.ts';
import type { CardFacts } from './test-cards.ts';

/** The API version whose shapes the sandbox speaks; the one the pinned SDK sends. */
export const API_VERSION = '2026-10-28.endive';

/** What the API does not show about a payment method. */
export interface MethodFacts extends CardFacts {
  /** Authenticated by a setup intent: later off-session payments pass. */
  readonly setUp: boolean;
  /** Used without a customer, or detached: it may not be used again. */
  readonly spent: boolean;
}

/** How an intent was confirmed, kept until its 3-D Secure challenge ends. */
export interface PendingConfirmation {
  readonly methodId: string;
  readonly returnUrl: string | null;
}

/** Everything the endpoints work with. */
export interface StripeWorld {
  readonly core: SandboxCore;
  /** Where people reach the challenge page. */
  readonly publicUrl: string;
  /** How long balance transactions and pending refunds take. */
  readonly settleMs: number;
  readonly intents: Collection<Stripe.PaymentIntent>;
  readonly setups: Collection<Stripe.SetupIntent>;
  readonly charges: Collection<Stripe.Charge>;
  readonly refunds: Collection<Stripe.Refund>;
  readonly customers: Collection<Stripe.Customer>;
  readonly deletedCustomers: Collection<Stripe.DeletedCustomer>;
  readonly methods: Collection<Stripe.PaymentMethod>;
  readonly methodFacts: Collection<MethodFacts>;
  readonly pending: Collection<PendingConfirmation>;
  readonly transactions: Collection<Stripe.BalanceTransaction>;
  /** Unix seconds. */
  now(): number;
  newId(prefix: string): string;
  /** Records that `object` changed and sends it to the webhook endpoint. */
  emit(type: string, object: { id: string }, previous?: object): void;
  /** The request that is being answered: events name it. */
  during<Result>(request: RequestOfEvent, work: () => Result): Result;
}

export interface RequestOfEvent {
  readonly id: string | null;
  readonly idempotency_key: string | null;
}

export interface WireEvent {
  readonly id: string;
  readonly object: 'event';
  readonly api_version: string;
  readonly created: number;
  readonly data: { readonly object: object; readonly previous_attributes?: object };
  readonly livemode: false;
  readonly pending_webhooks: number;
  readonly request: RequestOfEvent;
  readonly type: string;
}

/** What happens by itself, such as the end of a hold, names no request. */
const NO_REQUEST: RequestOfEvent = { id: null, idempotency_key: null };

export function createWorld(core: SandboxCore, settings: { publicUrl: string; settleMs: number }): StripeWorld {
  const { store, clock, webhooks } = core;
  const now = (): number => Math.floor(clock.now().getTime() / 1000);
  let current = NO_REQUEST;
  return {
    core,
    ...settings,
    now,
    intents: store.collection('payment_intents'),
    setups: store.collection('setup_intents'),
    charges: store.collection('charges'),
    refunds: store.collection('refunds'),
    customers: store.collection('customers'),
    deletedCustomers: store.collection('deleted_customers'),
    methods: store.collection('payment_methods'),
    methodFacts: store.collection('payment_method_facts'),
    pending: store.collection('pending_confirmations'),
    transactions: store.collection('balance_transactions'),
    newId: (prefix) => `${prefix}_${randomText(24)}`,
    emit: (type, object, previous) => {
      const event: WireEvent = {
        id: `evt_${randomText(24)}`,
        object: 'event',
        api_version: API_VERSION,
        created: now(),
        data: { object, ...(previous === undefined ? {} : { previous_attributes: previous }) },
        livemode: false,
        pending_webhooks: isSentTo(webhooks.endpoint(), type) ? 1 : 0,
        request: current,
        type,
      };
      webhooks.publish({ id: event.id, type, about: object.id, body: JSON.stringify(event, null, 2) });
    },
    during: (request, work) => {
      current = request;
      try {
        return work();
      } finally {
        current = NO_REQUEST;
      }
    },
  };
}

/** References are stored as ids and only opened by `expand`. */
export function idOf(reference: string | { id: string } | null | undefined): string | null {
  if (reference === null || reference === undefined) return null;
  return typeof reference === 'string' ? reference : reference.id;
}

/** The object, or the API's "No such …": 404 when the URL names it, 400 when the parameter `param` does. */
export function find<Value>(collection: Collection<Value>, noun: string, id: string, param?: string): Value {
  const value = collection.get(id);
  if (value === undefined) throw missing(noun, id, param);
  return value;
}
