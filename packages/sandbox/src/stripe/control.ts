import { z } from 'zod';
import { control, CONTROL, done } from '../shared/control-routes.ts';
import type { Route } from '../shared/http.ts';
import { finish } from './challenge-page.ts';
import { SETTLE_CHARGE } from './charges.ts';
import { RELEASE_HOLD } from './confirmation.ts';
import { parseForm } from './form.ts';
import { SETTLE_REFUND } from './refunds.ts';
import type { StripeWorld } from './world.ts';

export interface IntentCount {
  readonly count: number;
  readonly byStatus: Record<string, number>;
  readonly ids: string[];
}

/** How many payment intents carry all of this metadata: proves that an order has exactly one. */
function countIntents(world: StripeWorld, wanted: Record<string, string>): IntentCount {
  const found = world.intents.values().filter((intent) => Object.entries(wanted).every(([key, value]) => intent.metadata[key] === value));
  const byStatus: Record<string, number> = {};
  for (const { status } of found) byStatus[status] = (byStatus[status] ?? 0) + 1;
  return { count: found.length, byStatus, ids: found.map(({ id }) => id) };
}

/** How many intents there are for each value of one metadata key. */
function countByKey(world: StripeWorld, key: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { metadata } of world.intents.values()) {
    const value = metadata[key];
    if (value !== undefined) counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}

/** What the provider would do in its own time: balance transactions, slow refunds. Holds are left alone. */
export function settleNow(world: StripeWorld): void {
  world.core.timers.runNow([SETTLE_CHARGE, SETTLE_REFUND]);
}

export function stripeControlRoutes(world: StripeWorld): Route[] {
  return [
    control('/payment_intents/:id/authenticate', z.object({ outcome: z.enum(['succeed', 'fail']).default('succeed') }), ({ outcome }, { id = '' }) => {
      const intent = finish(world, id, outcome === 'succeed');
      return intent === undefined ? { status: 409, body: { error: `${id} waits for no challenge` } } : done({ id, status: intent.status });
    }),
    control('/payment_intents/:id/expire', z.object({}), (_input, { id = '' }) => {
      if (!world.core.timers.isScheduled(RELEASE_HOLD, id)) return { status: 409, body: { error: `${id} holds no authorisation` } };
      world.core.timers.runNow([RELEASE_HOLD], id);
      return done({ id, status: world.intents.get(id)?.status });
    }),
    {
      method: 'GET',
      path: `${CONTROL}/payment_intents/count`,
      handle: ({ query }) => {
        const by = query.get('by');
        if (by !== null) return done({ counts: countByKey(world, by) });
        const { metadata } = parseForm(query.toString());
        return done(countIntents(world, (metadata ?? {}) as Record<string, string>));
      },
    },
  ];
}
