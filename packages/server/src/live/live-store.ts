import { addMilliseconds, DAY, MINUTE } from '@marketgraph/kernel';
import type { Database } from '@marketgraph/db';
import { sql } from 'drizzle-orm';
import type { JsonObject, LivePurge } from './live.types.ts';

export interface StoredEvent {
  readonly topic: string;
  readonly seq: number;
  readonly payload: JsonObject;
}

/** Where reading goes on: events of the topic behind `after`. */
export interface Position {
  readonly topic: string;
  readonly after: number;
}

export interface LiveStore {
  /** The number of the topic's last event, 0 before the first. It outlives the events themselves. */
  lastSeq(topic: string): Promise<number>;
  /** By topic and number, `limit` at most altogether. */
  read(positions: readonly Position[], limit: number): Promise<StoredEvent[]>;
}

export function createLiveStore(db: Database): LiveStore {
  return {
    lastSeq: async (topic) => {
      const [row] = await db.reader.execute<{ seq: string }>(sql`select seq from live_topics where topic = ${topic}`);
      return Number(row?.seq ?? 0);
    },
    read: async (positions, limit) => {
      const rows = await db.reader.execute<{ topic: string; seq: string; payload: JsonObject }>(sql`
        select e.topic, e.seq, e.payload
        from json_to_recordset(${JSON.stringify(positions)}::text::json) as p(topic text, after bigint)
        join live_events e on e.topic = p.topic and e.seq > p.after
        order by e.topic, e.seq
        limit ${limit}`);
      return rows.map(({ topic, seq, payload }) => ({ topic, seq: Number(seq), payload }));
    },
  };
}

const BATCH = 5_000;

/** Events are kept for 24 hours: that is how far back `since` reaches. */
export function createLivePurge(db: Database): LivePurge {
  return {
    name: 'platform.live_event.purge',
    everyMs: 10 * MINUTE,
    run: async (now) => {
      const before = addMilliseconds(now, -DAY).toISOString();
      let removed = 0;
      for (;;) {
        // In batches, each its own transaction: a day's events in one would hold up everything else.
        const rows = await db.transaction((tx) =>
          tx.execute(sql`
            delete from live_events where ctid in (
              select ctid from live_events where at < ${before}::timestamptz limit ${BATCH} for update skip locked
            ) returning 1`),
        );
        removed += rows.length;
        if (rows.length < BATCH) return removed;
      }
    },
  };
}
