import { createDatabase } from '@marketgraph/db';
import { addMilliseconds, createFakeClock, DAY, HOUR } from '@marketgraph/kernel';
import { createLiveHub, publishLive, publishLiveAtOnce, silentLogger } from '@marketgraph/server';
import { createTestDatabase, waitFor, type TestDatabase } from '@marketgraph/testing';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { brief, liveFixture, take, type LiveFixture } from './live-fixture.ts';

let database: TestDatabase;
let fixture: LiveFixture;
const clock = createFakeClock();
let topics = 0;
let topic: string;

beforeAll(async () => {
  database = await createTestDatabase('server', []);
});
beforeEach(async () => {
  topic = `order:${(topics += 1)}`;
  fixture = liveFixture(database.db, clock);
  await fixture.hub.start();
});
afterEach(() => fixture.hub.stop());
afterAll(() => database.drop());

describe('a subscription', () => {
  test('begins with the state and the number of its last event, then events follow', async () => {
    await fixture.publish(topic, 'a', 'b');
    const stream = fixture.subscribe(topic);
    expect(await take(stream, 1)).toEqual(['snapshot 2:b']);
    await fixture.publish(topic, 'c', 'd');
    expect(await take(stream, 2)).toEqual(['3:c', '4:d']);
  });

  test('to a topic that never had an event begins at 0', async () => {
    const stream = fixture.subscribe(topic);
    expect(await take(stream, 1)).toEqual(['snapshot 0:none']);
    await fixture.publish(topic, 'a');
    expect(await take(stream, 1)).toEqual(['1:a']);
  });

  test('hears nothing of other topics, nor of a transaction that was rolled back', async () => {
    const stream = fixture.subscribe(topic);
    await take(stream, 1);
    await fixture.publish(`${topic}:other`, 'x');
    const rolledBack = database.db.transaction(async (tx) => {
      await publishLive(tx, { clock }, topic, { state: 'never' });
      throw new Error('rolled back');
    });
    await expect(rolledBack).rejects.toThrow('rolled back');
    await fixture.publish(topic, 'a');
    expect(await take(stream, 1)).toEqual(['1:a']);
  });

  test('hears every event of those that were published in one statement, each topic numbered by itself', async () => {
    await fixture.publish(topic, 'a');
    const [stream, other] = [fixture.subscribe(topic, 1), fixture.subscribe(`${topic}:other`, 0)];
    const states = [[topic, 'b'], [`${topic}:other`, 'x'], [topic, 'c'], [topic, 'd']] as const;
    await database.db.transaction((tx) => publishLiveAtOnce(tx, { clock }, states.map(([at, state]) => ({ topic: at, payload: { state } }))));
    expect(await take(stream, 3)).toEqual(['2:b', '3:c', '4:d']);
    expect(await take(other, 1)).toEqual(['1:x']);
    await database.db.transaction((tx) => publishLiveAtOnce(tx, { clock }, [{ topic, payload: { state: 'e' } }]));
    expect(await take(stream, 1)).toEqual(['5:e']);
  });

  test('can be left while it waits, and the hub forgets it', async () => {
    const stream = fixture.subscribe(topic);
    await take(stream, 1);
    const waiting = stream.next();
    await stream.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
    const before = database.statements.statements.length;
    const other = fixture.subscribe(`${topic}:other`);
    await take(other, 1);
    await fixture.publish(topic, 'a');
    await fixture.publish(`${topic}:other`, 'b');
    await take(other, 1);
    const reads = database.statements.statements.slice(before).filter((statement) => statement.includes('json_to_recordset'));
    expect(reads).toHaveLength(1);
  });

  test('ends when the hub stops', async () => {
    const stream = fixture.subscribe(topic);
    await take(stream, 1);
    const waiting = stream.next();
    await fixture.hub.stop();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  test('is refused before the hub has started', async () => {
    await fixture.hub.stop();
    expect(() => fixture.subscribe(topic)).toThrow('has not been started');
  });
});

describe('since', () => {
  test('brings exactly what was missed, without a snapshot', async () => {
    await fixture.publish(topic, 'a', 'b', 'c');
    const stream = fixture.subscribe(topic, 1);
    expect(await take(stream, 2)).toEqual(['2:b', '3:c']);
    await fixture.publish(topic, 'd');
    expect(await take(stream, 1)).toEqual(['4:d']);
  });

  test('0 brings all there ever was', async () => {
    await fixture.publish(topic, 'a', 'b');
    expect(await take(fixture.subscribe(topic, 0), 2)).toEqual(['1:a', '2:b']);
  });

  test('of somebody who missed nothing brings nothing but what comes', async () => {
    await fixture.publish(topic, 'a');
    const stream = fixture.subscribe(topic, 1);
    const first = stream.next();
    await fixture.publish(topic, 'b');
    expect(await first).toMatchObject({ value: { seq: 2, gap: false, snapshot: false } });
  });

  test('ahead of the topic gives a snapshot with a gap', async () => {
    await fixture.publish(topic, 'a');
    const stream = fixture.subscribe(topic, 7);
    expect(await take(stream, 1)).toEqual(['gap 1:a']);
    await fixture.publish(topic, 'b');
    expect(await take(stream, 1)).toEqual(['2:b']);
  });

  test('below 0 is refused', async () => {
    await expect(fixture.subscribe(topic, -1).next()).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT', inputPath: ['since'] } });
  });

  test('more than a page behind is caught up with in order', async () => {
    const states = Array.from({ length: 450 }, (_, index) => `s${index + 1}`);
    await database.db.transaction(async (tx) => {
      for (const state of states) await publishLive(tx, { clock }, topic, { state });
    });
    expect(await take(fixture.subscribe(topic, 0), 450)).toEqual(states.map((state, index) => `${index + 1}:${state}`));
  });

  test('reaches 24 hours back: what the purge removed leaves a gap', async () => {
    await fixture.publish(topic, 'a', 'b');
    const published = clock.now();
    clock.advance(2 * HOUR);
    await fixture.publish(topic, 'c');
    const exactlyADayLater = addMilliseconds(published, DAY);
    await fixture.hub.purge.run(exactlyADayLater);
    expect(await take(fixture.subscribe(topic, 0), 3)).toEqual(['1:a', '2:b', '3:c']);
    expect(await fixture.hub.purge.run(addMilliseconds(exactlyADayLater, 1))).toBeGreaterThanOrEqual(2);
    expect(await take(fixture.subscribe(topic, 1), 1)).toEqual(['gap 3:c']);
    expect(await take(fixture.subscribe(topic, 2), 1)).toEqual(['3:c']);
  });

  test('of a topic of which nothing is kept leaves a gap, and numbering goes on', async () => {
    await fixture.publish(topic, 'a', 'b');
    await fixture.hub.purge.run(addMilliseconds(clock.now(), DAY + 1));
    const stream = fixture.subscribe(topic, 1);
    expect(await take(stream, 1)).toEqual(['gap 2:b']);
    await fixture.publish(topic, 'c');
    expect(await take(stream, 1)).toEqual(['3:c']);
  });
});

describe('nothing is lost and nothing comes twice', () => {
  test('for readers who come and resume while others publish', async () => {
    const publishers = 4;
    const each = 40;
    const total = publishers * each;
    const publishing = Promise.all(
      Array.from({ length: publishers }, async (_, publisher) => {
        for (let index = 0; index < each; index += 1) await fixture.publish(topic, `${publisher}-${index}`);
      }),
    );

    /** Leaves after a few events and comes back with the last number it saw. */
    async function reader(stay: number): Promise<number[]> {
      const seen: number[] = [];
      while ((seen.at(-1) ?? 0) < total) {
        const stream = fixture.subscribe(topic, seen.at(-1) ?? 0);
        for (let count = 0; count < stay && (seen.at(-1) ?? 0) < total; count += 1) {
          const { value } = await stream.next();
          if (value.gap || value.snapshot) throw new Error('a snapshot where events were kept');
          seen.push(value.seq);
        }
        await stream.return?.();
      }
      return seen;
    }

    const [, ...seen] = await Promise.all([publishing, reader(1), reader(3), reader(17), reader(total)]);
    const all = Array.from({ length: total }, (_, index) => index + 1);
    expect(seen).toEqual([all, all, all, all]);
  });

  test('for readers who begin with a snapshot while others publish', async () => {
    const total = 60;
    const states = Array.from({ length: total }, (_, index) => `${index + 1}`);
    const publishing = fixture.publish(topic, ...states);
    const readers = Array.from({ length: 8 }, async () => {
      const stream = fixture.subscribe(topic);
      const seen: number[] = [];
      while ((seen.at(-1) ?? 0) < total) seen.push((await stream.next()).value.seq);
      return seen;
    });
    await publishing;
    for (const seen of await Promise.all(readers)) {
      const first = seen[0] ?? 0;
      expect(seen).toEqual(Array.from({ length: total - first + 1 }, (_, index) => first + index));
    }
  });

  test('when an event is announced between the last read of a reader and its being fed', async () => {
    await fixture.publish(topic, 'a');
    let isFirst = true;
    const { reader } = database.db;
    const execute = async (statement: Parameters<typeof reader.execute>[0]) => {
      const rows = await reader.execute(statement);
      if (!database.statements.statements.at(-1)?.includes('json_to_recordset') || !isFirst) return rows;
      isFirst = false;
      await fixture.publish(topic, 'b');
      await waitFor(async () => hubHasHeard.has(2));
      return rows;
    };
    const hubHasHeard = new Set<number>();
    const db = {
      ...database.db,
      reader: { ...reader, execute } as typeof reader,
      listen: (channel: string, onPayload: (payload: string) => void, onListening?: () => void) =>
        database.db.listen(
          channel,
          (payload) => {
            onPayload(payload);
            if (payload.startsWith(`${topic} `)) hubHasHeard.add(Number(payload.split(' ').at(-1)));
          },
          onListening,
        ),
    };
    const hub = createLiveHub({ db, log: silentLogger, clock });
    await hub.start();
    const stream = hub.subscribe({ topic, since: 0, snapshot: async () => ({}) });
    expect(await take(stream, 2)).toEqual(['1:a', '2:b']);
    await hub.stop();
  });

  test('when another process publishes', async () => {
    const other = createDatabase({ url: database.url, maxConnections: 1 });
    const stream = fixture.subscribe(topic);
    await take(stream, 1);
    await other.transaction((tx) => publishLive(tx, { clock }, topic, { state: 'a' }));
    await other.close();
    expect(await take(stream, 1)).toEqual(['1:a']);
  });

  test('when all connections are cut between two events', async () => {
    const stream = fixture.subscribe(topic);
    await take(stream, 1);
    const outsider = createDatabase({ url: database.url, maxConnections: 1 });
    const listeners = (): Promise<readonly { pid: number }[]> =>
      outsider.reader.execute<{ pid: number }>(
        sql`select pid from pg_stat_activity where datname = current_database() and application_name = 'listen live'`,
      );
    const [before] = await listeners();
    await outsider.reader.execute(
      sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await waitFor(async () => (await listeners()).every(({ pid }) => pid !== before?.pid));
    await outsider.transaction((tx) => publishLive(tx, { clock }, topic, { state: 'a' }));
    await outsider.transaction((tx) => publishLive(tx, { clock }, topic, { state: 'b' }));
    expect(await take(stream, 2)).toEqual(['1:a', '2:b']);
    await outsider.close();
  });
});

describe('a reader', () => {
  test('who leaves more than 1,000 events unread is told so by name', async () => {
    const slow = fixture.subscribe(topic);
    const quick = fixture.subscribe(topic);
    await take(slow, 1);
    await take(quick, 1);
    const all = take(quick, 1_001);
    await database.db.transaction(async (tx) => {
      for (let index = 0; index < 1_001; index += 1) await publishLive(tx, { clock }, topic, { state: `${index}` });
    });
    expect(await all).toHaveLength(1_001);
    await expect(slow.next()).rejects.toMatchObject({ extensions: { code: 'SUBSCRIBER_TOO_SLOW' } });
    expect(await slow.next()).toEqual({ done: true, value: undefined });
  });

  test('costs no statement of its own: all who watch a topic are fed by one', async () => {
    const streams = Array.from({ length: 20 }, () => fixture.subscribe(topic));
    for (const stream of streams) await take(stream, 1);
    const before = database.statements.statements.length;
    await fixture.publish(topic, 'a');
    expect(await Promise.all(streams.map((stream) => take(stream, 1)))).toEqual(streams.map(() => ['1:a']));
    const reads = database.statements.statements.slice(before).filter((statement) => statement.includes('json_to_recordset'));
    expect(reads).toHaveLength(1);
  });

  test('of one of many topics gets only its own', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `${topic}:${index}`);
    const streams = names.map((name) => fixture.subscribe(name));
    for (const stream of streams) await take(stream, 1);
    await Promise.all(names.map((name) => fixture.publish(name, name)));
    expect(await Promise.all(streams.map((stream) => take(stream, 1)))).toEqual(names.map((name) => [`1:${name}`]));
  });
});

test('a topic may hold spaces and quotes, a payload anything that is JSON', async () => {
  const odd = `${topic} "it's" ünï`;
  const payload = { state: 'x', text: `it's "quoted" \\ ünï`, list: [1, null, true], nested: { deep: '💶' } };
  const hub = createLiveHub({ db: database.db, log: silentLogger, clock });
  await hub.start();
  const stream = hub.subscribe({ topic: odd, since: null, snapshot: async () => ({ state: 'none' }) });
  expect(brief((await stream.next()).value)).toBe('snapshot 0:none');
  expect(await database.db.transaction((tx) => publishLive(tx, { clock }, odd, payload))).toBe(1);
  expect((await stream.next()).value).toEqual({ seq: 1, gap: false, snapshot: false, payload });
  await hub.stop();
});
