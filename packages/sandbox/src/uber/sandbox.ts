import { createHmac } from 'node:crypto';
import type { SandboxClock } from '../shared/clock.ts';
import { answerRoute, CONTROL, controlRoutes } from '../shared/control-routes.ts';
import { createCore } from '../shared/core.ts';
import type { HttpReply } from '../shared/http.ts';
import type { SandboxOptions } from '../shared/options.ts';
import { createUberApi } from './api.ts';
import { uberControlRoutes } from './control.ts';
import { createUberControl, type UberControl } from './control-client.ts';
import { trackingRoutes } from './tracking-page.ts';
import { roboStep, STEP_TIMER } from './walk.ts';
import { createWorld, type UberSettings } from './world.ts';

export interface UberSandboxOptions extends SandboxOptions, Partial<UberSettings> {}

/** What the sandbox accepts unless it is told otherwise. */
export const UBER_CREDENTIALS = { customerId: 'cus_sandbox', clientId: 'sandbox', clientSecret: 'sandbox' } as const;

export interface UberSandbox {
  readonly url: string;
  readonly port: number;
  readonly clock: SandboxClock;
  readonly control: UberControl;
  stop(): Promise<void>;
}

/** Both names of the same signature: hexadecimal HMAC-SHA256 of the raw body. */
export function signUber(body: string, secret: string): Record<string, string> {
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  return { 'x-uber-signature': signature, 'x-postmates-signature': signature, 'user-agent': 'Uber-Webhooks' };
}

export async function createUberSandbox(options: UberSandboxOptions = {}): Promise<UberSandbox> {
  const core = await createCore('uber', options, signUber);
  const { url, port } = core.server;
  const world = createWorld(core, {
    customerId: options.customerId ?? UBER_CREDENTIALS.customerId,
    clientId: options.clientId ?? UBER_CREDENTIALS.clientId,
    clientSecret: options.clientSecret ?? UBER_CREDENTIALS.clientSecret,
    stepMs: options.stepMs ?? 2_000,
    tokensPerHour: options.tokensPerHour ?? Infinity,
  });
  core.timers.on(STEP_TIMER, (id, dueAt) => roboStep(world, id, dueAt));
  const api = createUberApi(core, world);
  const routes = [...uberControlRoutes(world), ...controlRoutes(core, () => undefined), ...trackingRoutes(world)];
  core.server.serve(async (request): Promise<HttpReply> => {
    const own = await answerRoute(routes, request);
    if (own !== undefined) return own;
    if (request.path.startsWith(CONTROL)) return { status: 404, body: { error: `no control endpoint ${request.method} ${request.path}` } };
    return await api(request);
  });
  core.start();
  return { url, port, clock: core.clock, control: createUberControl(url), stop: () => core.stop() };
}
