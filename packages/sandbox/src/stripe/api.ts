import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import type { SandboxCore } from '../shared/core.ts';
import { silentReply } from '../shared/faults.ts';
import type { HttpReply, HttpRequest } from '../shared/http.ts';
import { randomText } from '../shared/tokens.ts';
import type { Reply } from './endpoint.ts';
import { StripeFailure } from './errors.ts';
import { failureReply, run, type Exchange } from './execute.ts';
import { parseForm } from './form.ts';
import { createIdempotency } from './idempotency.ts';
import { API_VERSION, type StripeWorld } from './world.ts';

interface Answer extends Reply {
  readonly headers?: Record<string, string>;
  readonly replayed?: boolean;
}

/** Buyers' apps run in browsers and call the API from there. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Request-Id, Idempotency-Key, Idempotent-Replayed, Original-Request, Stripe-Version',
};
const PREFLIGHT = { ...CORS, 'access-control-allow-methods': 'GET, POST, DELETE', 'access-control-allow-headers': '*', 'access-control-max-age': '300' };

/** Everything below `/v1`: keys, idempotency, planned faults, the endpoints, and the headers around their answers. */
export function createStripeApi(core: SandboxCore, world: StripeWorld, latencyMs: number): (request: HttpRequest) => Promise<HttpReply> {
  const idempotency = createIdempotency(core);

  /** Between taking the key and doing the work: where two requests with the same key meet. */
  async function pause({ method, path }: HttpRequest): Promise<void> {
    if (latencyMs > 0) await wait(latencyMs);
    else await nextTurn();
    await core.gate.pass(method, path);
  }

  async function answer(exchange: Exchange): Promise<Answer> {
    const { request, requestId, parameters, key } = exchange;
    if (key === undefined) {
      await pause(request);
      return run(core, world, exchange).shown;
    }
    const headers = { 'idempotency-key': key };
    try {
      const saved = idempotency.begin(key, request.path, parameters);
      if (saved !== undefined) {
        const { status, body, requestId: original } = saved;
        return { status, body, headers: { ...headers, 'idempotent-replayed': 'true', 'original-request': original }, replayed: true };
      }
    } catch (error) {
      if (!(error instanceof StripeFailure)) throw error;
      return { ...failureReply(error.status, error.error, requestId, core.clock.now()), headers };
    }
    try {
      await pause(request);
      const { shown, kept } = run(core, world, exchange);
      if (kept === undefined) return { ...shown, headers };
      idempotency.save(key, request.path, parameters, requestId, kept);
      // A kept failure would only be replayed: the SDK must not spend its retries on it.
      const final: Record<string, string> = kept.status >= 500 ? { 'stripe-should-retry': 'false' } : {};
      return { ...shown, headers: { ...headers, ...final, 'original-request': requestId } };
    } finally {
      idempotency.end(key);
    }
  }

  return async (request) => {
    if (request.method === 'OPTIONS') return { status: 204, headers: PREFLIGHT };
    const fault = core.faults.take(request.method, request.path);
    const silent = fault === undefined ? undefined : silentReply(fault);
    const requestId = `req_${randomText(14)}`;
    if (silent !== undefined && fault?.effect === 'before') {
      remember(core, request, { status: 0, body: {} });
      return silent;
    }
    const header = request.headers['idempotency-key'];
    const key = request.method === 'POST' && typeof header === 'string' && header !== '' ? header : undefined;
    const parameters = parseForm(request.method === 'POST' ? request.rawBody.toString('utf8') : request.query.toString());
    const result = await answer({ request, requestId, parameters, key, fault });
    remember(core, request, silent === undefined ? result : { ...result, status: 0 });
    if (silent !== undefined) return silent;
    const version = request.headers['stripe-version'];
    return {
      status: result.status,
      headers: { 'request-id': requestId, 'stripe-version': typeof version === 'string' ? version : API_VERSION, ...result.headers, ...CORS },
      body: result.body,
    };
  };
}

function remember(core: SandboxCore, request: HttpRequest, { status, replayed }: Answer): void {
  const key = request.headers['idempotency-key'];
  core.remember({
    at: core.clock.now().toISOString(),
    method: request.method,
    path: request.path,
    status,
    ...(typeof key === 'string' ? { idempotencyKey: key } : {}),
    ...(replayed === true ? { replayed } : {}),
  });
}
