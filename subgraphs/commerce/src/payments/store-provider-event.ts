import type { HttpRoute } from '@marketgraph/server';
import type { CommerceTools } from '../deps.ts';
import { providerEvents } from './payment.tables.ts';

/**
 * Verify, store, answer: what it means is found out afterwards, so that a slow database or a bug of ours never makes the
 * provider believe that we did not get it. The same event again is stored once.
 */
export function stripeWebhookRoute(deps: CommerceTools): HttpRoute {
  return {
    method: 'POST',
    path: '/webhooks/stripe',
    handle: async ({ headers, rawBody }) => {
      const signature = headers['stripe-signature'];
      const now = deps.clock.now();
      const event = deps.payments.readEvent(rawBody, Array.isArray(signature) ? signature[0] : signature, now);
      if (!event.ok) {
        deps.log.warn({ reason: event.error.reason }, 'a webhook was refused');
        return { status: 400, body: { error: 'refused' } };
      }
      const { id, type, object, createdAt } = event.value;
      await deps.db.transaction((tx) =>
        tx
          .insert(providerEvents)
          .values({ provider: deps.payments.name, id, type, object, providerCreatedAt: createdAt, receivedAt: now, state: 'RECEIVED', dueAt: now })
          .onConflictDoNothing(),
      );
      deps.crash.point('payment.after-event-stored');
      deps.wake('PROVIDER_EVENTS');
      return { status: 200, body: { received: true } };
    },
  };
}
