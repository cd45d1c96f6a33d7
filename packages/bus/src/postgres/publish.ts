import type { EventEnvelope } from '@marketgraph/contracts';
import type { Database, Transaction } from '@marketgraph/db';
import { sql } from 'drizzle-orm';
import { streamOf, type Routes } from '../streams.ts';
import { messages, publications } from './queue.tables.ts';

export const MESSAGES_CHANNEL = 'messages';

/** A row per event and group, and the note that the event was published, in one statement: repetitions change nothing. */
export async function publish(db: Database, routes: Routes, now: Date, events: readonly EventEnvelope[]): Promise<void> {
  const distinct = new Map(events.map((event) => [event.id, event]));
  if (distinct.size === 0) return;
  const rows = JSON.stringify([...distinct.values()].map((event, place) => ({ ...event, place, stream: streamOf(event.name), groups: routes(event.name) })));
  const at = now.toISOString();
  await db.statement((writer) =>
    writer.execute(sql`
    with given as materialized (
      select * from jsonb_to_recordset(${rows}::text::jsonb) as given
        (place int, id uuid, name text, "wireVersion" int, stream text, "aggregateId" uuid, "aggregateVersion" int, "occurredAt" timestamptz, "traceId" text, payload jsonb, groups jsonb)
    ), fresh as (
      insert into ${publications} (event_id, published_at) select id, ${at}::timestamptz from given on conflict do nothing returning event_id
    ), queued as (
      insert into ${messages} (consumer_group, event_id, name, wire_version, stream, aggregate_id, aggregate_version, occurred_at, trace_id, payload, due_at)
      select consumer, id, name, "wireVersion", stream, "aggregateId", "aggregateVersion", "occurredAt", "traceId", payload, ${at}::timestamptz
      from given join fresh on fresh.event_id = given.id cross join jsonb_array_elements_text(groups) as consumer
      order by place
      returning consumer_group
    )
    select pg_notify(${MESSAGES_CHANNEL}, consumer_group) from (select distinct consumer_group from queued) as woken`),
  );
}

/** Tells subscribers in all processes, once the transaction commits. */
export async function wake(tx: Transaction, group: string): Promise<void> {
  await tx.execute(sql`select pg_notify(${MESSAGES_CHANNEL}, ${group})`);
}
