import { z } from 'zod';
import type { SandboxCore } from './core.ts';
import { faultSchema, requestMatchSchema } from './faults.ts';
import { findRoute, type HttpReply, type HttpRequest, type Route } from './http.ts';
import { webhookEndpointSchema, webhookModeSchema, webhookReleaseSchema } from './webhook-mode.ts';

/** Everything below this path is the sandbox's own and does not exist at the provider. */
export const CONTROL = '/__sandbox';

const clockSchema = z.union([z.object({ advanceMs: z.int().min(0) }), z.object({ freezeAt: z.iso.datetime() }), z.object({ run: z.literal(true) })]);

/** A control endpoint whose JSON body is checked; an empty body is `{}`. */
export function control<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  handle: (input: z.infer<Schema>, segments: Readonly<Record<string, string>>) => HttpReply | Promise<HttpReply>,
): Route {
  return {
    method: 'POST',
    path: `${CONTROL}${path}`,
    handle: (request, segments) => {
      const input = jsonOf(request.rawBody);
      if (input === undefined) return { status: 400, body: { error: 'the body is not JSON' } };
      const parsed = schema.safeParse(input);
      if (!parsed.success) return { status: 400, body: { error: z.prettifyError(parsed.error) } };
      return handle(parsed.data, segments);
    },
  };
}

/** `undefined` for what is not JSON. */
export function jsonOf(body: Buffer): unknown {
  try {
    return body.length === 0 ? {} : JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

export function done(body: object = {}): HttpReply {
  return { status: 200, body };
}

/** The control endpoints that every sandbox with webhooks has. `settle` finishes what the provider does on its own time. */
export function controlRoutes(core: SandboxCore, settle: () => void): Route[] {
  const { webhooks, clock, timers } = core;
  return [
    { method: 'GET', path: `${CONTROL}/health`, handle: () => done({ ok: true, now: clock.now().toISOString(), frozen: clock.frozen }) },
    control('/webhooks/endpoint', webhookEndpointSchema, (endpoint) => {
      webhooks.setEndpoint(endpoint);
      return done(endpoint);
    }),
    control('/webhooks/mode', webhookModeSchema, (mode) => {
      webhooks.setMode(mode);
      return done(mode);
    }),
    control('/webhooks/release', webhookReleaseSchema, (release) => done({ released: webhooks.release(release) })),
    control('/webhooks/resend', z.object({ id: z.string() }), ({ id }) =>
      webhooks.resend(id) ? done({ id }) : { status: 404, body: { error: `no event ${id}, or no webhook endpoint` } },
    ),
    {
      method: 'GET',
      path: `${CONTROL}/webhooks/deliveries`,
      handle: ({ query }) => done({ deliveries: webhooks.deliveries({ state: query.get('state'), type: query.get('type'), about: query.get('about') }) }),
    },
    control('/settle', z.object({}), async () => {
      settle();
      return done(await webhooks.settle());
    }),
    control('/clock', clockSchema, (change) => {
      if ('advanceMs' in change) timers.advance(change.advanceMs);
      else if ('freezeAt' in change) clock.freeze(new Date(change.freezeAt));
      else clock.run();
      // Due timers fire, and the alarm learns of the new time.
      timers.advance(0);
      return done({ now: clock.now().toISOString(), frozen: clock.frozen });
    }),
    control('/fail-next', faultSchema, (fault) => done({ id: core.faults.add(fault) })),
    control('/requests/hold', requestMatchSchema, (match) => {
      core.gate.hold(match);
      return done(match);
    }),
    control('/requests/release', z.object({}), () => done({ released: core.gate.release() })),
    { method: 'GET', path: `${CONTROL}/requests`, handle: () => done({ requests: core.requests, held: core.gate.held() }) },
    control('/reset', z.object({}), () => {
      const endpoint = webhooks.endpoint();
      core.gate.release();
      core.faults.clear();
      core.requests.length = 0;
      core.store.clear();
      webhooks.setEndpoint(endpoint);
      return done();
    }),
  ];
}

/** Answers a request to one of `routes`; `undefined` where none fits. */
export async function answerRoute(routes: readonly Route[], request: HttpRequest): Promise<HttpReply | undefined> {
  const found = findRoute(routes, request.method, request.path);
  if (found === undefined) return undefined;
  return await found.route.handle(request, found.segments);
}
