import type { EventEnvelope } from '@marketgraph/contracts';
import { inbox, inboxVersions, type Transaction } from '@marketgraph/db';
import { sql } from 'drizzle-orm';
import { streamOf } from './streams.ts';

export interface InboxEntry {
  /** False: handled before, or left alone because of a gap. */
  readonly fresh: boolean;
  /** The newest version of the aggregate handled before; 0 where there is none. */
  readonly seen: number;
}

/**
 * Records the event as handled, unless it was or, where `mayJump` is false, a version before it is missing. Everything is
 * undone with the transaction when the handler fails. One statement, since every event of every consumer pays for it: the
 * lock on the aggregate's row comes first and makes two deliveries of one aggregate wait for each other.
 */
export async function enterInbox(tx: Transaction, entry: { group: string; event: EventEnvelope; mayJump: boolean; now: Date }): Promise<InboxEntry> {
  const { group, event, mayJump, now } = entry;
  const version = sql`${event.aggregateVersion}::int`;
  const [row] = await tx.execute<{ fresh: boolean; seen: number }>(sql`
    with lane as (
      select version from ${inboxVersions}
      where consumer = ${laneOf(group, event)} and aggregate_id = ${event.aggregateId}::uuid
      for update
    ), before as (
      select coalesce((select version from lane), 0) as version
    ), fresh as (
      insert into ${inbox} (consumer, event_id, handled_at)
      select ${group}::text, ${event.id}::uuid, ${now.toISOString()}::timestamptz from before
      where ${mayJump}::boolean or before.version >= ${version} - 1
      on conflict do nothing
      returning 1
    ), raised as (
      insert into ${inboxVersions} (consumer, aggregate_id, version)
      select ${laneOf(group, event)}::text, ${event.aggregateId}::uuid, greatest(${version}, before.version) from before
      where exists (select 1 from fresh)
      on conflict (consumer, aggregate_id) do update set version = greatest(excluded.version, inbox_versions.version)
    )
    select exists (select 1 from fresh) as fresh, (select version from before) as seen`);
  if (row === undefined) throw new Error('the inbox answered nothing');
  return row;
}

/** Versions count in one stream of one owner, so an id that two owners use for different things is no confusion. */
function laneOf(group: string, event: EventEnvelope): string {
  return `${group}:${streamOf(event.name)}`;
}
