import type { EventEnvelope } from '@marketgraph/contracts';
import type { deadLetters } from './queue.tables.ts';

type EventRow = Pick<
  typeof deadLetters.$inferSelect,
  'eventId' | 'name' | 'wireVersion' | 'stream' | 'aggregateId' | 'aggregateVersion' | 'occurredAt' | 'traceId' | 'payload'
>;

export function toEvent(row: EventRow): EventEnvelope {
  const envelope = {
    id: row.eventId,
    name: row.name,
    wireVersion: row.wireVersion,
    aggregateId: row.aggregateId,
    aggregateVersion: row.aggregateVersion,
    occurredAt: row.occurredAt.toISOString(),
    traceId: row.traceId,
    payload: row.payload,
  };
  // Only consumers know which names and payloads they can read; they check.
  return envelope as unknown as EventEnvelope;
}

/** The same columns in both tables, for moving a row from one to the other. */
export function eventColumns(row: EventRow): EventRow {
  const { eventId, name, wireVersion, stream, aggregateId, aggregateVersion, occurredAt, traceId, payload } = row;
  return { eventId, name, wireVersion, stream, aggregateId, aggregateVersion, occurredAt, traceId, payload };
}
