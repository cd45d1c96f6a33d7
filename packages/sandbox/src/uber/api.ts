import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SandboxCore } from '../shared/core.ts';
import { silentReply, type Fault } from '../shared/faults.ts';
import { findRoute, type HttpReply, type HttpRequest } from '../shared/http.ts';
import { checkToken, issueToken } from './auth.ts';
import { cancelDelivery, createDelivery, listDeliveries, updateDelivery } from './deliveries.ts';
import { codeOfStatus, failureReply, isUberErrorCode, UberFailure } from './errors.ts';
import { deliverySchema, proofSchema, quoteSchema, readBody, updateSchema } from './inputs.ts';
import { proofOfDelivery } from './proof.ts';
import { createQuote } from './quotes.ts';
import { findDelivery, fullView, type UberWorld } from './world.ts';

interface Endpoint {
  readonly method: string;
  readonly path: string;
  handle(world: UberWorld, request: HttpRequest, customer: string, id: string): object;
}

const BASE = '/v1/customers/:customer';

const ENDPOINTS: readonly Endpoint[] = [
  { method: 'POST', path: `${BASE}/delivery_quotes`, handle: (world, { rawBody }, customer) => createQuote(world, customer, readBody(quoteSchema, rawBody)) },
  { method: 'POST', path: `${BASE}/deliveries`, handle: (world, { rawBody }, customer) => createDelivery(world, customer, readBody(deliverySchema, rawBody)) },
  { method: 'GET', path: `${BASE}/deliveries`, handle: (world, { query, path }, customer) => listDeliveries(world, customer, query, `${world.core.server.url}${path}`) },
  { method: 'GET', path: `${BASE}/deliveries/:id`, handle: (world, _request, customer, id) => fullView(findDelivery(world, customer, id).wire) },
  { method: 'POST', path: `${BASE}/deliveries/:id`, handle: (world, { rawBody }, customer, id) => updateDelivery(world, customer, id, readBody(updateSchema, rawBody)) },
  { method: 'POST', path: `${BASE}/deliveries/:id/cancel`, handle: (world, _request, customer, id) => cancelDelivery(world, customer, id) },
  { method: 'POST', path: `${BASE}/deliveries/:id/proof-of-delivery`, handle: (world, { rawBody }, customer, id) => proofOfDelivery(world, customer, id, readBody(proofSchema, rawBody)) },
];

function run(world: UberWorld, request: HttpRequest): HttpReply {
  if (request.method === 'POST' && request.path === '/oauth/v2/token') return issueToken(world, request);
  const found = findRoute(ENDPOINTS, request.method, request.path);
  if (found === undefined) return { status: 404, body: { code: 'not_found', message: `no such endpoint: ${request.method} ${request.path}`, kind: 'error' } };
  const { customer = '', id = '' } = found.segments;
  try {
    checkToken(world, request);
    if (customer !== world.settings.customerId) throw new UberFailure('customer_not_found');
    return { status: 200, body: world.core.store.transact(() => found.route.handle(world, request, customer, id)) };
  } catch (error) {
    if (!(error instanceof UberFailure)) throw error;
    return failureReply(error);
  }
}

/** Everything the provider serves, with the planned faults around it. */
export function createUberApi(core: SandboxCore, world: UberWorld): (request: HttpRequest) => Promise<HttpReply> {
  return async (request) => {
    const { method, path } = request;
    const fault = core.faults.take(method, path);
    const planned = fault === undefined ? undefined : (silentReply(fault) ?? faultReply(fault));
    await nextTurn();
    await core.gate.pass(method, path);
    const done = planned !== undefined && fault?.effect === 'before' ? undefined : run(world, request);
    const reply = planned ?? done ?? { hangUp: true as const };
    core.remember({ at: core.clock.now().toISOString(), method, path, status: 'status' in reply ? reply.status : 0 });
    return reply;
  };
}

function faultReply(fault: Fault): HttpReply {
  const status = fault.status ?? 500;
  const code = fault.code ?? codeOfStatus(status);
  if (isUberErrorCode(code)) return { ...failureReply({ code, metadata: undefined }), status };
  return { status, body: { code, message: fault.message ?? 'Planned by the sandbox.', kind: 'error' } };
}
