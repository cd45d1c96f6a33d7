import { createHmac, timingSafeEqual } from 'node:crypto';
import { addMilliseconds, DAY } from '@marketgraph/kernel';
import type { HttpRoute, RouteAnswer, RouteRequest } from '@marketgraph/server';
import type { LogisticsDeps, Wake } from '../deps.ts';
import { providerEvents } from './provider-events.tables.ts';
import { uberWebhook, type UberWebhook } from './wire.ts';

/** Uber's scheme has no timestamp in its signature, so what is older than this is refused: it can only be a replay. */
const OLDEST_MS = 2 * DAY;

/**
 * `POST /webhooks/uber`. Verifies, stores and answers; what it means is worked out afterwards. Stored once by its id,
 * however often it comes.
 */
export function uberWebhookRoute(deps: LogisticsDeps, wake: Wake): HttpRoute {
  return {
    method: 'POST',
    path: '/webhooks/uber',
    handle: async (request): Promise<RouteAnswer> => {
      if (!isSigned(request, deps.settings.uber.webhookSecret)) return { status: 401, body: { error: 'The signature does not fit.' } };
      const event = parse(request.rawBody);
      // Kinds that nobody here needs are Uber's business; an error would only make it send them again.
      if (event === undefined) return { status: 200, body: { ignored: true } };
      const now = deps.clock.now();
      if (event.created < addMilliseconds(now, -OLDEST_MS)) return { status: 400, body: { error: 'The event is too old.' } };
      await deps.db.transaction((tx) =>
        tx
          .insert(providerEvents)
          .values({ id: idOf(event), kind: event.kind, providerDeliveryId: event.delivery_id, body: event, receivedAt: now, dueAt: now })
          .onConflictDoNothing(),
      );
      wake.providerEvents();
      return { status: 200, body: { received: true } };
    },
  };
}

/** Lower-case hex of HMAC-SHA256 over the raw body, under either of the two names that Uber sends. */
function isSigned({ headers, rawBody }: RouteRequest, secret: string): boolean {
  const expected = createHmac('sha256', secret).update(rawBody).digest();
  return ['x-uber-signature', 'x-postmates-signature'].some((name) => {
    const given = headers[name];
    if (typeof given !== 'string' || !/^[0-9a-f]{64}$/.test(given)) return false;
    return timingSafeEqual(Buffer.from(given, 'hex'), expected);
  });
}

function parse(rawBody: Buffer): UberWebhook | undefined {
  try {
    return uberWebhook.safeParse(JSON.parse(rawBody.toString('utf8'))).data;
  } catch {
    // Signed, so it came from Uber, but it is not JSON: nothing that a retry would mend.
    return undefined;
  }
}

/** Moves of a courier may come without an id: delivery and moment stand in for it. */
function idOf(event: UberWebhook): string {
  return event.id ?? `${event.delivery_id}:${event.created.toISOString()}`;
}
