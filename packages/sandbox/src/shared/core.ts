import { createSandboxClock, type SandboxClock } from './clock.ts';
import { createFaults, createGate, type Faults, type Gate } from './faults.ts';
import { listen, type HttpServer } from './http.ts';
import { silentLog, type SandboxLog } from './log.ts';
import type { SandboxOptions } from './options.ts';
import { openStore, type Store } from './store.ts';
import { createTimers, type Timers } from './timers.ts';
import { createWebhooks, type WebhookOptions, type Webhooks } from './webhooks.ts';

export interface LoggedRequest {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** 0 where the connection was closed or left open. */
  readonly status: number;
  readonly idempotencyKey?: string;
  readonly replayed?: boolean;
}

/** What the sandboxes have in common: memory, time, webhooks, faults, and the bound port. */
export interface SandboxCore {
  readonly server: HttpServer;
  readonly store: Store;
  readonly clock: SandboxClock;
  readonly timers: Timers;
  readonly webhooks: Webhooks;
  readonly faults: Faults;
  readonly gate: Gate;
  readonly log: SandboxLog;
  /** The last requests to the provider's API, oldest first; not journaled. */
  readonly requests: LoggedRequest[];
  remember(request: LoggedRequest): void;
  start(): void;
  stop(): Promise<void>;
}

const REMEMBERED_REQUESTS = 1_000;

export async function createCore(name: string, options: SandboxOptions, sign: WebhookOptions['sign']): Promise<SandboxCore> {
  const log = options.log ?? silentLog;
  const clock = options.clock ?? createSandboxClock();
  const server = await listen({ host: options.host ?? '127.0.0.1', port: options.port ?? 0, waitForPortMs: options.waitForPortMs ?? 0, log });
  const store = await openOrClose(server, () => openStore({ owner: name, path: options.journal }));
  const timers = createTimers({ store, clock, log });
  const webhooks = createWebhooks({
    store,
    timers,
    clock,
    sign,
    retryMs: options.webhookRetryMs ?? 1_000,
    timeoutMs: options.webhookTimeoutMs ?? 10_000,
    random: Math.random,
    log,
  });
  if (options.webhook !== undefined) webhooks.setEndpoint(options.webhook);
  const requests: LoggedRequest[] = [];
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    timers.stop();
    webhooks.stop();
    await server.close();
    store.close();
  };
  return {
    server,
    store,
    clock,
    timers,
    webhooks,
    faults: createFaults(),
    gate: createGate(),
    log,
    requests,
    remember: (request) => {
      requests.push(request);
      if (requests.length > REMEMBERED_REQUESTS) requests.shift();
    },
    start: () => {
      webhooks.start();
      timers.start();
    },
    // A second stop must not close the journal's descriptor again: it may be somebody else's by then.
    stop: () => (stopped ??= stop()),
  };
}

/** A journal that cannot be read must not leave the port bound. */
async function openOrClose(server: HttpServer, open: () => Store): Promise<Store> {
  try {
    return open();
  } catch (error) {
    await server.close();
    throw error;
  }
}
