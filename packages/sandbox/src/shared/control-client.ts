import { CONTROL } from './control-routes.ts';
import type { LoggedRequest } from './core.ts';
import type { FaultInput, RequestMatch } from './faults.ts';
import type { WebhookEndpoint, WebhookMode, WebhookRelease } from './webhook-mode.ts';
import type { WebhookDelivery, WebhookSummary } from './webhooks.ts';

/** The control endpoints as functions, for tests and for the command line; works across processes. */
export interface SandboxControl {
  setWebhookEndpoint(endpoint: WebhookEndpoint): Promise<void>;
  setWebhookMode(mode: WebhookMode): Promise<void>;
  releaseWebhooks(release?: WebhookRelease): Promise<number>;
  resendWebhook(id: string): Promise<void>;
  webhookDeliveries(filter?: { state?: string; type?: string; about?: string }): Promise<WebhookDelivery[]>;
  /** Finishes what the provider does on its own time, sends what waits, and gives the counts of deliveries by state. */
  settle(): Promise<WebhookSummary>;
  advanceClock(milliseconds: number): Promise<void>;
  freezeClock(at: Date): Promise<void>;
  runClock(): Promise<void>;
  failNext(fault: FaultInput): Promise<void>;
  holdRequests(match?: RequestMatch): Promise<void>;
  releaseRequests(): Promise<number>;
  /** What reached the provider's API, and what is kept back at this moment. */
  requests(): Promise<{ requests: LoggedRequest[]; held: string[] }>;
  reset(): Promise<void>;
}

export interface ControlCalls {
  get<Answer>(path: string, query?: Record<string, string | undefined>): Promise<Answer>;
  post<Answer>(path: string, body?: object): Promise<Answer>;
}

/** Calls below `/__sandbox`; anything but 200 throws with what the sandbox said. */
export function createControlCalls(url: string): ControlCalls {
  async function call<Answer>(path: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(`${url}${CONTROL}${path}`, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${init.method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text) as Answer;
  }
  return {
    get: (path, query = {}) => {
      const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
      return call(given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`, { method: 'GET' });
    },
    post: (path, body = {}) => call(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  };
}

export function createSandboxControl(url: string): SandboxControl {
  const { get, post } = createControlCalls(url);
  const send = async (path: string, body?: object): Promise<void> => {
    await post(path, body);
  };
  return {
    setWebhookEndpoint: (endpoint) => send('/webhooks/endpoint', endpoint),
    setWebhookMode: (mode) => send('/webhooks/mode', mode),
    releaseWebhooks: async (release = {}) => (await post<{ released: number }>('/webhooks/release', release)).released,
    resendWebhook: (id) => send('/webhooks/resend', { id }),
    webhookDeliveries: async (filter = {}) => (await get<{ deliveries: WebhookDelivery[] }>('/webhooks/deliveries', filter)).deliveries,
    settle: () => post('/settle'),
    advanceClock: (advanceMs) => send('/clock', { advanceMs }),
    freezeClock: (at) => send('/clock', { freezeAt: at.toISOString() }),
    runClock: () => send('/clock', { run: true }),
    failNext: (fault) => send('/fail-next', fault),
    holdRequests: (match = {}) => send('/requests/hold', match),
    releaseRequests: async () => (await post<{ released: number }>('/requests/release')).released,
    requests: () => get('/requests'),
    reset: () => send('/reset'),
  };
}
