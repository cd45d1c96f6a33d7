import type { HttpRoute } from '@marketgraph/server';
import type { CommerceTools } from '../deps.ts';
import type { ProviderEvent } from './payment-provider.ts';
import { providerEvents, type ProviderEventRow } from './payment.tables.ts';
import { nextTry } from './process-provider-events.ts';

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
      const event = deps.payments.readEvent(rawBody, Array.isArray(signature) ? signature[0] : signature, deps.clock.now());
      if (!event.ok) {
        deps.log.warn({ reason: event.error.reason }, 'a webhook was refused');
        return { status: 400, body: { error: 'refused' } };
      }
      await receive(deps, event.value);
      return { status: 200, body: { received: true } };
    },
  };
}

/** Stored as claimed where it is processed here and now; its date is then that of the next try, should this process die. */
async function receive(deps: CommerceTools, event: ProviderEvent): Promise<void> {
  const now = deps.clock.now();
  const isClaimed = event.isActedOn && deps.eventLane.hasRoom();
  const fate = !event.isActedOn
    ? ({ state: 'IGNORED', dueAt: null, processedAt: now } as const)
    : ({ state: 'RECEIVED', ...(isClaimed ? { tries: 1, dueAt: nextTry(now, 1) } : { dueAt: now }) } as const);
  const stored = await store(deps, event, { receivedAt: now, ...fate });
  deps.crash.point('payment.after-event-stored');
  if (stored === undefined || !event.isActedOn) return;
  if (isClaimed) deps.eventLane.begin(stored);
  else deps.wake('PROVIDER_EVENTS');
}

/** Undefined where it was there already: whoever stored it sees to it. */
async function store(
  deps: CommerceTools,
  { id, type, object, createdAt }: ProviderEvent,
  fate: Pick<ProviderEventRow, 'receivedAt' | 'state' | 'dueAt'> & Partial<ProviderEventRow>,
): Promise<ProviderEventRow | undefined> {
  const [row] = await deps.db.transaction((tx) =>
    tx
      .insert(providerEvents)
      .values({ provider: deps.payments.name, id, type, object, providerCreatedAt: createdAt, ...fate })
      .onConflictDoNothing()
      .returning(),
  );
  return row;
}
