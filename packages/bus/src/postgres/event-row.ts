import type { EventEnvelope } from '@marketgraph/contracts';
import { streamOf } from '../streams.ts';
import type { deadLetters } from './queue.tables.ts';

type EventRow = Pick<
  typeof deadLetters.$inferSelect,
  'eventId' | 'name' | 'wireVersion' | 'stream' | 'aggregateId' | 'aggregateVersion' | 'occurredAt' | 'traceId' | 'payload'
>;

export function toRow(event: EventEnvelope): EventRow {
  return {
    eventId: event.id,
    name: event.name,
    wireVersion: event.wireVersion,
    stream: streamOf(event.name),
    aggregateId: event.aggregateId,
    aggregateVersion: event.aggregateVersion,
    occurredAt: new Date(event.occurredAt),
    traceId: event.traceId,
    payload: event.payload,
  };
}

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
