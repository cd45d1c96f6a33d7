import type { WebhookEndpoint } from './webhook-mode.ts';
import { describeError } from './log.ts';

export interface Attempt {
  readonly at: string;
  readonly status?: number;
  readonly error?: string;
}

/** A queue of deliveries with a limit on how many are under way. It knows nothing of retries. */
export interface SendQueue {
  push(ref: string): void;
  isIdle(): boolean;
  /** Resolves when nothing is queued or under way. */
  idle(): Promise<void>;
  stop(): void;
}

export function createSendQueue(options: { concurrency: () => number; send: (ref: string, signal: AbortSignal) => Promise<void> }): SendQueue {
  const stopping = new AbortController();
  const waiting: string[] = [];
  let active = 0;
  let listeners: (() => void)[] = [];

  const isIdle = (): boolean => active === 0 && waiting.length === 0;

  function pump(): void {
    while (!stopping.signal.aborted && active < options.concurrency()) {
      const ref = waiting.shift();
      if (ref === undefined) break;
      active += 1;
      void run(ref);
    }
    if (!isIdle()) return;
    for (const listener of listeners) listener();
    listeners = [];
  }

  async function run(ref: string): Promise<void> {
    try {
      await options.send(ref, stopping.signal);
    } finally {
      active -= 1;
      pump();
    }
  }

  return {
    isIdle,
    push: (ref) => {
      waiting.push(ref);
      pump();
    },
    idle: () => (isIdle() ? Promise.resolve() : new Promise((resolve) => listeners.push(resolve))),
    stop: () => {
      waiting.length = 0;
      stopping.abort();
      pump();
    },
  };
}

/** One try. Anything but 2xx, redirects included, is a failure, as it is with both providers. */
export async function postWebhook(options: {
  endpoint: WebhookEndpoint;
  body: string;
  headers: Record<string, string>;
  at: Date;
  timeoutMs: number;
  signal: AbortSignal;
}): Promise<Attempt> {
  const at = options.at.toISOString();
  try {
    const response = await fetch(options.endpoint.url, {
      method: 'POST',
      body: options.body,
      headers: options.headers,
      redirect: 'manual',
      signal: AbortSignal.any([options.signal, AbortSignal.timeout(options.timeoutMs)]),
    });
    await response.arrayBuffer();
    return { at, status: response.status };
  } catch (error) {
    return { at, error: describeError(error) };
  }
}

export function succeeded(attempt: Attempt): boolean {
  return attempt.status !== undefined && attempt.status >= 200 && attempt.status < 300;
}
