import type { Clock } from '@marketgraph/kernel';
import type { Transaction } from '@marketgraph/db';
import { sql } from 'drizzle-orm';
import { LIVE_CHANNEL, type JsonObject } from './live.types.ts';

export interface LiveChange {
  readonly topic: string;
  readonly payload: JsonObject;
}

/**
 * What `publishLive` does, for many topics in one statement. Each topic may be named once. Topics are raised in order of
 * their names: two transactions that tell of the same two vendors must not wait for each other.
 */
export async function publishLiveAtOnce(tx: Transaction, deps: { clock: Clock }, changes: readonly LiveChange[]): Promise<void> {
  if (changes.length === 0) return;
  await tx.execute(sql`
    with given as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(changes)}::text::jsonb) as g(topic text, payload jsonb)
    ), raised as (
      insert into live_topics as t (topic, seq)
      select topic, 1 from given order by topic collate "C"
      on conflict (topic) do update set seq = t.seq + 1
      returning topic, seq
    ), added as (
      insert into live_events (topic, seq, payload, at)
      select topic, seq, payload, ${deps.clock.now().toISOString()}::timestamptz from raised join given using (topic)
      returning topic, seq
    )
    select pg_notify(${LIVE_CHANNEL}, topic || ' ' || seq) from added`);
}
