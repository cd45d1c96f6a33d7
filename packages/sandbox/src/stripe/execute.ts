import type { SandboxCore } from '../shared/core.ts';
import type { Fault } from '../shared/faults.ts';
import { findRoute, type HttpRequest } from '../shared/http.ts';
import { chargeEndpoints } from './charges.ts';
import { customerEndpoints } from './customers.ts';
import type { Endpoint, Reply } from './endpoint.ts';
import { invalidRequest, StripeFailure, withLinks, type WireError } from './errors.ts';
import { eventEndpoints } from './events.ts';
import { expand } from './expand.ts';
import type { FormObject } from './form.ts';
import { checkClientSecret, keyKindOf, publicView, secretKeyRequired, type KeyKind } from './keys.ts';
import { createParams, refuseUnknown } from './params.ts';
import { paymentIntentEndpoints } from './payment-intents.ts';
import { paymentMethodEndpoints } from './payment-methods.ts';
import { refundEndpoints } from './refunds.ts';
import { setupIntentEndpoints } from './setup-intents.ts';
import type { StripeWorld } from './world.ts';

const ENDPOINTS: readonly Endpoint[] = [
  ...paymentIntentEndpoints, ...customerEndpoints, ...paymentMethodEndpoints, ...setupIntentEndpoints, ...refundEndpoints, ...chargeEndpoints,
  ...eventEndpoints,
];

/** One request, and what is planned to go wrong with it. */
export interface Exchange {
  readonly request: HttpRequest;
  readonly requestId: string;
  readonly parameters: FormObject;
  readonly key: string | undefined;
  readonly fault: Fault | undefined;
}

/** What the client is shown, and what its idempotency key answers from then on (nothing where the work never began). */
export interface Outcome {
  readonly shown: Reply;
  readonly kept: Reply | undefined;
}

/** Finds the endpoint, checks that this key may call it, and runs it; a refusal undoes whatever was written. */
function execute(core: SandboxCore, world: StripeWorld, { request, requestId, parameters, key }: Exchange): Reply {
  const kind = keyKindOf(request, parameters);
  const found = findRoute(ENDPOINTS, request.method, request.path);
  if (found === undefined) {
    const message = `Unrecognized request URL (${request.method}: ${request.path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`;
    throw invalidRequest(message, { status: 404 });
  }
  const { route, segments } = found;
  const id = segments.id ?? '';
  authorise(world, kind, route, id, parameters);
  refuseUnknown(parameters, [...route.parameters, 'expand']);
  const params = createParams(parameters);
  const publishable = kind === 'publishable';
  return core.store.transact(() => {
    const reply = world.during({ id: requestId, idempotency_key: key ?? null }, () => route.handle(world, { id, params, publishable }));
    if (reply.status >= 300) return reply;
    // In the transaction: what cannot be expanded is refused, and then nothing must have happened.
    return { ...reply, body: expand(world, publishable ? publicView(reply.body) : reply.body, params.list('expand') ?? []) };
  });
}

function authorise(world: StripeWorld, kind: KeyKind, route: Endpoint, id: string, parameters: FormObject): void {
  if (kind === 'secret') return;
  if (route.publishable !== true) throw secretKeyRequired();
  checkClientSecret(world, id, parameters);
}

export function run(core: SandboxCore, world: StripeWorld, exchange: Exchange): Outcome {
  const { fault, requestId } = exchange;
  const planned = fault?.status === undefined ? undefined : faultReply(fault, fault.status, requestId, core.clock.now());
  if (fault?.effect === 'before' && planned !== undefined) return { shown: planned, kept: fault.saved === true ? planned : undefined };
  try {
    const done = execute(core, world, exchange);
    const reply = 'error' in done.body ? failureReply(done.status, done.body.error as WireError, requestId, core.clock.now()) : done;
    if (planned === undefined) return { shown: reply, kept: reply };
    // The provider keeps its own 500s: only another key, or reading the object, tells what was really done.
    return { shown: planned, kept: (fault?.saved ?? planned.status >= 500) ? planned : reply };
  } catch (error) {
    if (!(error instanceof StripeFailure)) throw error;
    const shown = failureReply(error.status, error.error, requestId, core.clock.now());
    return { shown, kept: error.begun ? shown : undefined };
  }
}

export function failureReply(status: number, error: WireError, requestId: string, now: Date): Reply {
  return { status, body: { error: withLinks(error, requestId, now) } };
}

function faultReply(fault: Fault, status: number, requestId: string, now: Date): Reply {
  const message = fault.message ?? (status === 429 ? 'Too many requests hit the API too quickly.' : 'An unknown error occurred.');
  const code = fault.code ?? (status === 429 ? 'rate_limit' : undefined);
  return failureReply(status, { type: status >= 500 ? 'api_error' : 'invalid_request_error', message, ...(code === undefined ? {} : { code }) }, requestId, now);
}
