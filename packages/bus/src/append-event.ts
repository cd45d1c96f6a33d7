import { EVENTS, type EventName } from '@marketgraph/contracts';
import { aggregateVersions, outbox, type Transaction } from '@marketgraph/db';
import type { Clock, IdGenerator } from '@marketgraph/kernel';
import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { aggregateIdField } from './streams.ts';

export interface EventDeps {
  readonly clock: Clock;
  readonly ids: IdGenerator;
}

export interface NewEvent<Name extends EventName> {
  readonly name: Name;
  /** The uuid of what the event is about: equals the id of that kind in the payload (`vendorOrderId` of a `commerce.vendor_order.…`). */
  readonly aggregateId: string;
  readonly traceId: string;
  readonly payload: z.input<(typeof EVENTS)[Name]>;
}

/**
 * Puts an event into the outbox, in the transaction of the change that it tells of: both are there or neither. Throws
 * where the payload does not fit its schema: that is a bug, and better found before the commit than by every consumer.
 *
 * Raising the aggregate's version locks its row until the transaction ends. Where one transaction tells of several
 * aggregates, {@link appendEvents} locks them in order of id, like all locks.
 */
export function appendEvent<Name extends EventName>(tx: Transaction, deps: EventDeps, event: NewEvent<Name>): Promise<void> {
  return appendEvents(tx, deps, [event]);
}

/** Several at once, in one statement however many. Events of one aggregate keep the order they are given in. */
export async function appendEvents(tx: Transaction, deps: EventDeps, events: readonly NewEvent<EventName>[]): Promise<void> {
  if (events.length === 0) return;
  const rows = JSON.stringify(toRows(deps.ids, events));
  // The outbox is written from the rows that were raised, in order of place: versions are locked, in order of aggregate,
  // before any outbox id is drawn, so that a later version always has a later outbox id.
  await tx.execute(sql`
    with given as materialized (
      select * from jsonb_to_recordset(${rows}::jsonb) as given
        (place int, event_id uuid, name text, aggregate_id uuid, nth int, total int, trace_id text, payload jsonb)
    ), raised as (
      insert into ${aggregateVersions} (aggregate_id, version)
      select aggregate_id, total from given where nth = 1 order by aggregate_id
      on conflict (aggregate_id) do update set version = aggregate_versions.version + excluded.version
      returning aggregate_id, version
    ), appended as (
      insert into ${outbox} (event_id, name, aggregate_id, aggregate_version, occurred_at, trace_id, payload)
      select event_id, name, aggregate_id, version - total + nth, ${deps.clock.now().toISOString()}::timestamptz, trace_id, payload
      from given join raised using (aggregate_id)
      order by place
    )
    select pg_notify('outbox', '')`);
}

function toRows(ids: IdGenerator, events: readonly NewEvent<EventName>[]): object[] {
  const totals = new Map<string, number>();
  const rows = events.map(({ name, aggregateId, traceId, payload }, place) => {
    const parsed: unknown = EVENTS[name].parse(payload);
    requireOwnId(name, aggregateId, parsed);
    const nth = (totals.get(aggregateId) ?? 0) + 1;
    totals.set(aggregateId, nth);
    return { place, event_id: ids.next('Event'), name, aggregate_id: aggregateId, nth, trace_id: traceId, payload: parsed };
  });
  return rows.map((row) => ({ ...row, total: totals.get(row.aggregate_id) }));
}

/** Versions count per aggregate: two kinds of aggregate under one id would leave each other's consumers with gaps. */
function requireOwnId(name: EventName, aggregateId: string, payload: unknown): void {
  const field = aggregateIdField(name);
  const own = new Map(Object.entries(payload as object)).get(field);
  if (own !== aggregateId) throw new Error(`${name}: aggregateId must be the payload's ${field} (${String(own)}), not ${aggregateId}`);
}
