import type { Clock } from '@marketgraph/kernel';
import type { Transaction } from '@marketgraph/db';
import { sql } from 'drizzle-orm';
import { LIVE_CHANNEL, type JsonObject } from './live.types.ts';

/**
 * Adds an event to a topic in the transaction of the change it tells of, and returns its `seq`. Raising the topic's row
 * holds its lock until the commit, so the events of one topic become visible in the order of their numbers, without
 * gaps: whoever has seen 7 will never see a 6 appear. The notification is sent by PostgreSQL at the commit and carries
 * no payload, since it is cut off at 8,000 bytes.
 */
export async function publishLive(tx: Transaction, deps: { clock: Clock }, topic: string, payload: JsonObject): Promise<number> {
  const rows = await tx.execute<{ seq: string }>(sql`
    with raised as (
      insert into live_topics as t (topic, seq) values (${topic}, 1)
      on conflict (topic) do update set seq = t.seq + 1
      returning seq
    ), added as (
      insert into live_events (topic, seq, payload, at)
      select ${topic}, seq, ${JSON.stringify(payload)}::text::jsonb, ${deps.clock.now().toISOString()}::timestamptz from raised
      returning seq
    )
    select seq, pg_notify(${LIVE_CHANNEL}, ${topic}::text || ' ' || seq) from added`);
  const [row] = rows;
  if (row === undefined) throw new Error(`the event of ${topic} was not stored`);
  return Number(row.seq);
}
