import type { Clock } from '@marketgraph/kernel';
import type { Transaction } from '@marketgraph/db';
import { sql } from 'drizzle-orm';
import { LIVE_CHANNEL, type JsonObject } from './live.types.ts';

export interface LiveChange {
  readonly topic: string;
  readonly payload: JsonObject;
}

/**
 * What `publishLive` does, for many events in one statement. Those of one topic keep their order. Topics are raised in
 * order of their names: two transactions that tell of the same two things must not wait for each other in a circle.
 */
export async function publishLiveAtOnce(tx: Transaction, deps: { clock: Clock }, changes: readonly LiveChange[]): Promise<void> {
  if (changes.length === 0) return;
  const counts = new Map<string, number>();
  const numbered = changes.map((change) => {
    const nth = (counts.get(change.topic) ?? 0) + 1;
    counts.set(change.topic, nth);
    return { ...change, nth };
  });
  await tx.execute(sql`
    with given as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(numbered)}::text::jsonb) as g(topic text, payload jsonb, nth bigint)
    ), raised as (
      insert into live_topics as t (topic, seq)
      select topic, count(*) from given group by topic order by topic collate "C"
      on conflict (topic) do update set seq = t.seq + excluded.seq
      returning topic, seq
    ), before as (
      select topic, seq - max(nth) as seq from raised join given using (topic) group by topic, seq
    ), added as (
      insert into live_events (topic, seq, payload, at)
      select topic, before.seq + nth, payload, ${deps.clock.now().toISOString()}::timestamptz from before join given using (topic)
    )
    select pg_notify(${LIVE_CHANNEL}::text, topic || ' ' || seq) from raised`);
}
