import { DAY } from '@marketgraph/kernel';
import type { SandboxClock } from './clock.ts';
import type { SandboxLog } from './log.ts';
import type { Store } from './store.ts';
import type { Timers } from './timers.ts';
import { randomText } from './tokens.ts';
import { concurrencyOf, delayOf, isSentTo, shuffled, webhookReleaseSchema, type WebhookEndpoint, type WebhookMode, type WebhookRelease } from './webhook-mode.ts';
import { createSendQueue, postWebhook, succeeded, type Attempt } from './webhook-sender.ts';

/** Something that happened, ready to be signed and sent. */
export interface WebhookMessage {
  readonly id: string;
  readonly type: string;
  /** The id of the object it is about. */
  readonly about: string;
  /** The exact text that is signed. */
  readonly body: string;
}

export type DeliveryState = 'waiting' | 'held' | 'delivered' | 'dropped' | 'abandoned';

/** One message on its way to the endpoint; a message that is duplicated has several. */
export interface WebhookDelivery {
  readonly id: string;
  readonly messageId: string;
  readonly type: string;
  readonly about: string;
  readonly state: DeliveryState;
  readonly createdAt: string;
  readonly attempts: readonly Attempt[];
}

export type WebhookSummary = Record<DeliveryState, number>;

export interface Webhooks {
  publish(message: WebhookMessage): void;
  /** Everything that was ever published, oldest first. */
  messages(): WebhookMessage[];
  endpoint(): WebhookEndpoint | undefined;
  setEndpoint(endpoint: WebhookEndpoint | undefined): void;
  setMode(mode: WebhookMode): void;
  /** Lets held messages go; the mode stays as it is. Gives how many there were. */
  release(options: WebhookRelease): number;
  /** Sends a message once more, whatever the mode. `false` for one that is not known. */
  resend(messageId: string): boolean;
  deliveries(filter?: { state?: string | null; type?: string | null; about?: string | null }): WebhookDelivery[];
  /** Sends what was never tried, tries what failed exactly once more, and waits for the answers. */
  settle(): Promise<WebhookSummary>;
  start(): void;
  stop(): void;
}

export interface WebhookOptions {
  readonly store: Store;
  readonly timers: Timers;
  readonly clock: SandboxClock;
  /** The provider's headers for a body that is sent now. */
  readonly sign: (body: string, secret: string, now: Date) => Record<string, string>;
  readonly retryMs: number;
  readonly timeoutMs: number;
  readonly random: () => number;
  readonly log: SandboxLog;
}

const TIMER = 'webhook';
const LONGEST_RETRY_MS = 60_000;
const GIVE_UP_AFTER_MS = 3 * DAY;

export function createWebhooks(options: WebhookOptions): Webhooks {
  const { store, timers, clock } = options;
  const messages = store.collection<WebhookMessage>('webhook_messages');
  const deliveries = store.collection<WebhookDelivery>('webhook_deliveries');
  const modes = store.collection<WebhookMode>('webhook_mode');
  const endpoints = store.collection<WebhookEndpoint>('webhook_endpoint');
  const mode = (): WebhookMode => modes.get('mode') ?? { mode: 'normal' };
  const endpoint = (): WebhookEndpoint | undefined => endpoints.get('endpoint');
  const queue = createSendQueue({ concurrency: () => concurrencyOf(mode()), send });
  timers.on(TIMER, (ref) => sendSoon(ref, 0));

  /** What is due at once takes no timer: there may be thousands. A restart finds it by its state. */
  function sendSoon(ref: string, inMs: number): void {
    if (inMs > 0) timers.schedule({ kind: TIMER, ref, inMs });
    else store.afterCommit(() => queue.push(ref));
  }

  async function send(ref: string, signal: AbortSignal): Promise<void> {
    const target = endpoint();
    const message = messages.get(deliveries.get(ref)?.messageId ?? '');
    if (message === undefined) return;
    const now = clock.now();
    if (target === undefined) {
      record(ref, { at: now.toISOString(), error: 'no endpoint' });
      return;
    }
    const headers = { 'content-type': 'application/json; charset=utf-8', ...options.sign(message.body, target.secret, now) };
    const attempt = await postWebhook({ endpoint: target, body: message.body, headers, at: now, timeoutMs: options.timeoutMs, signal });
    // Stopped in the middle: the outcome is unknown, so the delivery stays open and is sent again after the restart.
    if (!signal.aborted) store.transact(() => record(ref, attempt));
  }

  function record(ref: string, attempt: Attempt): void {
    const delivery = deliveries.get(ref);
    if (delivery === undefined) return;
    const attempts = [...delivery.attempts, attempt];
    if (!succeeded(attempt)) options.log.info('a webhook was not taken', { type: delivery.type, attempt: attempts.length, status: attempt.status, error: attempt.error });
    const abandoned = Date.parse(attempt.at) - Date.parse(delivery.createdAt) > GIVE_UP_AFTER_MS;
    const state = succeeded(attempt) ? 'delivered' : abandoned ? 'abandoned' : 'waiting';
    deliveries.put(ref, { ...delivery, attempts, state });
    if (state !== 'waiting') return;
    timers.schedule({ kind: TIMER, ref, inMs: Math.min(options.retryMs * 2 ** (attempts.length - 1), LONGEST_RETRY_MS) });
  }

  function add(message: WebhookMessage, state: DeliveryState, inMs: number): void {
    const id = `whd_${randomText(16)}`;
    const { type, about } = message;
    deliveries.put(id, { id, messageId: message.id, type, about, state, createdAt: clock.now().toISOString(), attempts: [] });
    if (state === 'waiting') sendSoon(id, inMs);
  }

  function stateOfNew(current: WebhookMode): DeliveryState {
    if (endpoint() === undefined || current.mode === 'drop') return 'dropped';
    return current.mode === 'hold' ? 'held' : 'waiting';
  }

  function summary(): WebhookSummary {
    const counts: WebhookSummary = { waiting: 0, held: 0, delivered: 0, dropped: 0, abandoned: 0 };
    for (const delivery of deliveries.values()) counts[delivery.state] += 1;
    return counts;
  }

  /** Sends what waits without an appointment: it was under way when a former process ended. Nothing may be queued. */
  function sendForgotten(): void {
    for (const delivery of deliveries.values()) {
      if (delivery.state === 'waiting' && !timers.isScheduled(TIMER, delivery.id)) queue.push(delivery.id);
    }
  }

  return {
    endpoint,
    messages: () => messages.values(),
    publish: (message) =>
      store.transact(() => {
        const current = mode();
        messages.put(message.id, message);
        // An event that the endpoint did not ask for has happened all the same: it is listed, and never sent.
        if (endpoint() !== undefined && !isSentTo(endpoint(), message.type)) return;
        const copies = current.mode === 'duplicate' ? current.copies : 1;
        for (let copy = 0; copy < copies; copy += 1) add(message, stateOfNew(current), delayOf(current, options.random));
      }),
    setEndpoint: (target) => (target === undefined ? endpoints.delete('endpoint') : endpoints.put('endpoint', target)),
    setMode: (next) => modes.put('mode', next),
    release: (release) => {
      const { order, types } = webhookReleaseSchema.parse(release);
      const held = deliveries.values().filter((delivery) => delivery.state === 'held' && (types?.includes(delivery.type) ?? true));
      const ordered = order === 'reverse' ? held.toReversed() : order === 'shuffle' ? shuffled(held, options.random) : held;
      store.transact(() => {
        for (const delivery of ordered) {
          deliveries.put(delivery.id, { ...delivery, state: 'waiting' });
          sendSoon(delivery.id, 0);
        }
      });
      return ordered.length;
    },
    resend: (messageId) => {
      const message = messages.get(messageId);
      if (message === undefined || endpoint() === undefined) return false;
      store.transact(() => add(message, 'waiting', 0));
      return true;
    },
    deliveries: ({ state, type, about } = {}) =>
      deliveries.values().filter((delivery) => (state ?? delivery.state) === delivery.state && (type ?? delivery.type) === delivery.type && (about ?? delivery.about) === delivery.about),
    settle: async () => {
      timers.runNow([TIMER]);
      await queue.idle();
      // What the marketplace did in answer may have caused more; only what was never tried is waited for again.
      while (deliveries.values().some((delivery) => delivery.state === 'waiting' && delivery.attempts.length === 0)) {
        timers.runNow([TIMER]);
        await queue.idle();
        sendForgotten();
      }
      return summary();
    },
    start: sendForgotten,
    stop: () => queue.stop(),
  };
}
