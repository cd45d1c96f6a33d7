import type { Database } from '@marketgraph/db';
import type { Clock } from '@marketgraph/kernel';
import { createLiveHub, publishLive, silentLogger, type JsonObject, type LiveEvent, type LiveHub } from '@marketgraph/server';

/** `3:b` for an event, `snapshot 3:b` and `gap 3:b` for snapshots. */
export function brief({ seq, gap, snapshot, payload }: LiveEvent): string {
  return `${gap ? 'gap ' : snapshot ? 'snapshot ' : ''}${seq}:${String(payload['state'])}`;
}

export async function take(stream: AsyncIterator<LiveEvent>, count: number): Promise<string[]> {
  const taken: string[] = [];
  while (taken.length < count) {
    const step = await stream.next();
    if (step.done === true) throw new Error(`the stream ended after ${taken.length} events`);
    taken.push(brief(step.value));
  }
  return taken;
}

export interface LiveFixture {
  readonly hub: LiveHub;
  publish(topic: string, ...states: string[]): Promise<void>;
  subscribe(topic: string, since?: number | null): AsyncIterableIterator<LiveEvent>;
}

/** A topic's state is what was published last, as it would be in an owner's table. */
export function liveFixture(db: Database, clock: Clock): LiveFixture {
  const hub = createLiveHub({ db, log: silentLogger, clock });
  const states = new Map<string, string>();
  return {
    hub,
    publish: async (topic, ...added) => {
      for (const state of added) {
        await db.transaction((tx) => publishLive(tx, { clock }, topic, { state }));
        states.set(topic, state);
      }
    },
    subscribe: (topic, since) => hub.subscribe<JsonObject>({ topic, since, snapshot: async () => ({ state: states.get(topic) ?? 'none' }) }),
  };
}
