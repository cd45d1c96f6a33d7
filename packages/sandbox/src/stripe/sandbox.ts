import { createHmac } from 'node:crypto';
import { answerRoute, CONTROL, controlRoutes } from '../shared/control-routes.ts';
import { createCore } from '../shared/core.ts';
import type { SandboxClock } from '../shared/clock.ts';
import type { HttpReply } from '../shared/http.ts';
import type { SandboxOptions } from '../shared/options.ts';
import { createStripeApi } from './api.ts';
import { challengeRoutes } from './challenge-page.ts';
import { SETTLE_CHARGE, settleCharge } from './charges.ts';
import { RELEASE_HOLD, releaseHold } from './confirmation.ts';
import { settleNow, stripeControlRoutes } from './control.ts';
import { createStripeControl, type StripeControl } from './control-client.ts';
import { SETTLE_REFUND, settleRefund } from './refunds.ts';
import { createWorld } from './world.ts';

export interface StripeSandboxOptions extends SandboxOptions {
  /** Where people reach this sandbox, for the challenge page; its own address by default. */
  readonly publicUrl?: string;
  /** How long balance transactions of `automatic_async` captures and slow refunds take. */
  readonly settleMs?: number;
  /** How long every request takes before it does anything. */
  readonly latencyMs?: number;
}

export interface StripeSandbox {
  readonly url: string;
  readonly port: number;
  readonly clock: SandboxClock;
  readonly control: StripeControl;
  stop(): Promise<void>;
}

/** `Stripe-Signature`: the key is the whole `whsec_…` text, the signed text is the time, a dot and the body. */
export function signStripe(body: string, secret: string, now: Date): Record<string, string> {
  const time = Math.floor(now.getTime() / 1000);
  const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  return { 'stripe-signature': `t=${time},v1=${signature}`, 'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)' };
}

export async function createStripeSandbox(options: StripeSandboxOptions = {}): Promise<StripeSandbox> {
  const core = await createCore('stripe', options, signStripe);
  const { url, port } = core.server;
  const world = createWorld(core, { publicUrl: options.publicUrl ?? url, settleMs: options.settleMs ?? 1_000 });
  core.timers.on(SETTLE_CHARGE, (id) => settleCharge(world, id));
  core.timers.on(SETTLE_REFUND, (id) => settleRefund(world, id));
  core.timers.on(RELEASE_HOLD, (id) => releaseHold(world, id));
  const api = createStripeApi(core, world, options.latencyMs ?? 0);
  const routes = [...stripeControlRoutes(world), ...controlRoutes(core, () => settleNow(world)), ...challengeRoutes(world)];
  core.server.serve(async (request): Promise<HttpReply> => {
    const own = await answerRoute(routes, request);
    if (own !== undefined) return own;
    if (request.path.startsWith(CONTROL)) return { status: 404, body: { error: `no control endpoint ${request.method} ${request.path}` } };
    return await api(request);
  });
  core.start();
  return { url, port, clock: core.clock, control: createStripeControl(url), stop: () => core.stop() };
}
