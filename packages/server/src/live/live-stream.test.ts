import { describe, expect, test } from 'vitest';
import type { LiveStore } from './live-store.ts';
import { createLiveStream, MOST_UNREAD, type LiveReader } from './live-stream.ts';

/** A topic in memory, with a hub that feeds when told to. Races are played by doing something within a read. */
function createTopic() {
  let events: { seq: number; payload: { state: number } }[] = [];
  let last = 0;
  const readers = new Set<LiveReader>();
  const requested: string[] = [];
  const publish = (): void => {
    last += 1;
    events.push({ seq: last, payload: { state: last } });
    for (const reader of readers) reader.announce();
  };
  const after = (position: number) => events.filter(({ seq }) => seq > position).map((event) => ({ topic: 't', ...event }));
  let duringRead: (() => void) | undefined;
  const store: LiveStore = {
    lastSeq: async () => last,
    read: async ([position], limit) => {
      const page = after(position?.after ?? 0).slice(0, limit);
      duringRead?.();
      return page;
    },
  };
  return {
    publish,
    requested,
    readers,
    purge: (upTo: number): void => {
      events = events.filter(({ seq }) => seq > upTo);
    },
    onRead: (act: (() => void) | undefined): void => {
      duringRead = act;
    },
    /** What the hub does on a notification. */
    feed: (): void => {
      for (const reader of readers) {
        if (reader.position !== undefined) for (const event of after(reader.position)) reader.feed(event);
      }
    },
    subscribe: (since: number | null, snapshot: () => void = () => undefined) =>
      createLiveStream({
        subscription: {
          topic: 't',
          since,
          snapshot: async () => {
            const state = last;
            snapshot();
            return { state };
          },
        },
        store,
        attach: (reader) => readers.add(reader),
        detach: (reader) => readers.delete(reader),
        requestRead: (topic) => requested.push(topic),
      }),
  };
}

describe('a snapshot', () => {
  test('is taken again where something happens meanwhile, so that number and state belong together', async () => {
    const topic = createTopic();
    topic.publish();
    let interruptions = 1;
    const stream = topic.subscribe(null, () => {
      if (interruptions > 0) topic.publish();
      interruptions -= 1;
    });
    expect((await stream.next()).value).toEqual({ seq: 2, gap: false, snapshot: true, payload: { state: 2 } });
    expect(topic.requested).toEqual([]);
  });

  test('of a topic that never rests has the earlier number, and what came since is read', async () => {
    const topic = createTopic();
    const stream = topic.subscribe(null, topic.publish);
    expect((await stream.next()).value).toEqual({ seq: 2, gap: false, snapshot: true, payload: { state: 2 } });
    expect(topic.requested).toEqual(['t']);
    topic.feed();
    expect((await stream.next()).value).toEqual({ seq: 3, gap: false, snapshot: false, payload: { state: 3 } });
  });

  test('that fails ends the subscription', async () => {
    const topic = createTopic();
    const stream = topic.subscribe(null, () => {
      throw new Error('no such order');
    });
    await expect(stream.next()).rejects.toThrow('no such order');
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    expect(topic.readers.size).toBe(0);
  });
});

describe('catching up', () => {
  test('asks for one more read where something was announced during its last one', async () => {
    const topic = createTopic();
    topic.publish();
    topic.onRead(() => {
      topic.onRead(undefined);
      topic.publish();
    });
    const stream = topic.subscribe(0);
    expect((await stream.next()).value).toMatchObject({ seq: 1 });
    expect(topic.requested).toEqual(['t']);
    topic.feed();
    expect((await stream.next()).value).toMatchObject({ seq: 2, gap: false, snapshot: false });
  });

  test('is overtaken by the purge: a snapshot with a gap stands in', async () => {
    const topic = createTopic();
    for (let count = 0; count < 250; count += 1) topic.publish();
    const stream = topic.subscribe(0);
    for (let seq = 1; seq <= 200; seq += 1) expect((await stream.next()).value).toMatchObject({ seq, gap: false });
    topic.purge(240);
    expect((await stream.next()).value).toEqual({ seq: 250, gap: true, snapshot: true, payload: { state: 250 } });
  });
});

describe('live', () => {
  test('nothing comes twice, however often it is fed', async () => {
    const topic = createTopic();
    const stream = topic.subscribe(null);
    await stream.next();
    topic.publish();
    const [reader] = topic.readers;
    reader?.feed({ topic: 't', seq: 1, payload: { state: 1 } });
    reader?.feed({ topic: 't', seq: 1, payload: { state: 1 } });
    topic.publish();
    topic.feed();
    expect([(await stream.next()).value.seq, (await stream.next()).value.seq]).toEqual([1, 2]);
  });

  test('what was purged while the database was away leaves a gap, after what had come before', async () => {
    const topic = createTopic();
    const stream = topic.subscribe(null);
    await stream.next();
    topic.publish();
    topic.feed();
    topic.publish();
    topic.purge(2);
    topic.publish();
    topic.feed();
    expect((await stream.next()).value).toMatchObject({ seq: 1, gap: false });
    expect((await stream.next()).value).toEqual({ seq: 3, gap: true, snapshot: true, payload: { state: 3 } });
  });

  test('exactly 1,000 may be left unread', async () => {
    const topic = createTopic();
    const stream = topic.subscribe(null);
    await stream.next();
    for (let count = 0; count < MOST_UNREAD; count += 1) topic.publish();
    topic.feed();
    expect((await stream.next()).value).toMatchObject({ seq: 1 });
    topic.publish();
    topic.feed();
    expect((await stream.next()).value).toMatchObject({ seq: 2 });
    topic.publish();
    topic.publish();
    topic.feed();
    await expect(stream.next()).rejects.toMatchObject({ extensions: { code: 'SUBSCRIBER_TOO_SLOW' } });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    expect(topic.readers.size).toBe(0);
  });
});
