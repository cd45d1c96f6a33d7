import { EVENT_WIRE_VERSION, EVENTS, type EventEnvelope } from '@marketgraph/contracts';
import type { Database } from '@marketgraph/db';
import { SECOND, type Clock, type SubgraphName } from '@marketgraph/kernel';
import type { Consumer } from './consumer.ts';
import { createConsumerRegistry, type ConsumerRegistry } from './consumer-registry.ts';
import { enterInbox } from './inbox.ts';
import type { BusLog } from './log.ts';
import { isSelfContained, streamOf } from './streams.ts';
import type { Delivery, DeliveryHandler, DeliveryOutcome } from './transport.ts';

export interface EventHandlerOptions {
  readonly db: Database;
  readonly group: SubgraphName;
  readonly consumers: readonly Consumer[];
  readonly log: BusLog;
  readonly clock: Clock;
}

const GAP_WAIT_MS = SECOND;
const GAP_WAITS = 5;
const DONE: DeliveryOutcome = { kind: 'done' };

/** What `startConsumers` does with one delivery; tests of consumers hand it events without a transport. */
export function createEventHandler(options: EventHandlerOptions): DeliveryHandler {
  const registry = createConsumerRegistry(options.consumers);
  return async (delivery) => {
    const read = readEvent(delivery.event);
    return 'unreadable' in read ? { kind: 'dead', reason: read.unreadable } : handleOnce(options, registry, delivery, read.event);
  };
}

async function handleOnce(options: EventHandlerOptions, registry: ConsumerRegistry, delivery: Delivery, event: EventEnvelope): Promise<DeliveryOutcome> {
  const { db, group, log, clock } = options;
  const ordering = registry.orderingOf(event.name) ?? 'any';
  const waitedOut = ordering === 'latest' && delivery.waits >= GAP_WAITS;
  const mayJump = ordering === 'any' || waitedOut || delivery.acceptGap || isSelfContained(streamOf(event.name));
  return db.transaction(async (tx) => {
    const { fresh, seen } = await enterInbox(tx, { group, event, mayJump, now: clock.now() });
    if (!fresh) return seen < event.aggregateVersion - 1 ? onGap(delivery, seen) : DONE;
    const outdated = ordering === 'latest' && seen >= event.aggregateVersion;
    if (outdated) log.info({ group, event: event.name, eventId: event.id, traceId: event.traceId, seen }, 'event left out, a newer one was handled');
    // Without a consumer it came only for its version.
    else await registry.consumerOf(event.name)?.handle(tx, event);
    return DONE;
  });
}

/** Not fresh below a gap: an event that was handled has left its own version or a higher one behind. */
function onGap(delivery: Delivery, seen: number): DeliveryOutcome {
  const reason = `versions between ${seen} and ${delivery.event.aggregateVersion} of ${delivery.event.aggregateId} have not been handled`;
  return delivery.waits < GAP_WAITS ? { kind: 'wait', milliseconds: GAP_WAIT_MS, reason } : { kind: 'dead', reason };
}

/** With the payload as the schema gives it out. What cannot be read now will not be readable on another attempt. */
function readEvent(event: EventEnvelope): { event: EventEnvelope } | { unreadable: string } {
  if (event.wireVersion !== EVENT_WIRE_VERSION) return { unreadable: `wire version ${event.wireVersion} is not known here` };
  const schema = Object.hasOwn(EVENTS, event.name) ? EVENTS[event.name] : undefined;
  if (schema === undefined) return { unreadable: `no event is named ${event.name}` };
  const parsed = schema.safeParse(event.payload);
  if (!parsed.success) return { unreadable: `payload does not fit: ${parsed.error.issues.map(({ path, code }) => `${path.join('.')} ${code}`).join(', ')}` };
  return { event: { ...event, payload: parsed.data } };
}
