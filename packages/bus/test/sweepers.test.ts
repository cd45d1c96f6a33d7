import { inbox, outbox, runIdempotently, type Database } from '@marketgraph/db';
import { createFakeClock, DAY } from '@marketgraph/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendEvent, startSweepers, type Stoppable, type Sweeper } from '@marketgraph/bus';
import { createTestDatabase, type TestDatabase } from './support/databases.ts';
import { ids, itemChanged, newItemId } from './support/events.ts';
import { createRecordingLog } from './support/log.ts';
import { waitFor } from './support/wait-for.ts';

describe('startSweepers', () => {
  let database: TestDatabase;
  let running: Stoppable[];
  const clock = createFakeClock();
  const log = createRecordingLog();
  beforeEach(async () => {
    database = await createTestDatabase();
    running = [];
  });
  afterEach(async () => {
    await Promise.all(running.map((part) => part.stop()));
    await database.drop();
  });

  async function start(sweepers: readonly Sweeper[], db: Database = database.connect()): Promise<Stoppable> {
    const part = startSweepers({ db, sweepers, log, clock });
    running.push(part);
    await part.ready;
    return part;
  }

  it('ticks each with the time, in one process at a time, and leaves it to another when it stops', async () => {
    const ticks: string[] = [];
    const sweeper = (process: string): Sweeper => ({
      name: 'commerce.checkout.resume',
      everyMs: 5,
      run: (now) => Promise.resolve(ticks.push(`${process} ${now.toISOString()}`)),
    });
    const first = await start([sweeper('first')]);
    await start([sweeper('second')]);
    await waitFor(() => ticks.length, (count) => count >= 5);
    expect(new Set(ticks)).toEqual(new Set([`first ${clock.now().toISOString()}`]));
    await first.stop();
    const before = ticks.length;
    await waitFor(() => ticks.length, (count) => count > before);
    expect(ticks.slice(before)[0]).toMatch(/^second /);
  });

  it('goes on after an error, and does not hold up the others', async () => {
    let attempts = 0;
    let others = 0;
    const failing: Sweeper = { name: 'a.b.fail', everyMs: 5, run: () => Promise.reject(new Error(`failure ${(attempts += 1)}`)) };
    const stuck: Sweeper = { name: 'a.b.work', everyMs: 5, run: () => Promise.resolve((others += 1)) };
    await start([failing, stuck]);
    await waitFor(() => Math.min(attempts, others), (count) => count >= 3);
    const errors = log.lines.filter((line) => line.level === 'error' && line.message === 'sweeper failed');
    expect(errors[0]?.fields).toEqual({ sweeper: 'a.b.fail', err: new Error('failure 1') });
  });

  it('never runs one twice at once, and waits when stopped for what is under way', async () => {
    let busy = 0;
    let most = 0;
    let finish: () => void = () => undefined;
    const slow: Sweeper = {
      name: 'a.b.crawl',
      everyMs: 1,
      run: async () => {
        most = Math.max(most, (busy += 1));
        await new Promise<void>((resolve) => (finish = resolve));
        busy -= 1;
        return 1;
      },
    };
    const part = await start([slow]);
    await waitFor(() => busy, (count) => count === 1);
    let stopped = false;
    const stopping = part.stop().then(() => (stopped = true));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(stopped).toBe(false);
    finish();
    await stopping;
    expect([busy, most]).toEqual([0, 1]);
  });

  it('refuses two of one name', () => {
    const sweeper: Sweeper = { name: 'a.b.c', everyMs: 1, run: () => Promise.resolve(0) };
    expect(() => startSweepers({ db: database.connect(), sweepers: [sweeper, sweeper], log, clock })).toThrow('two sweepers are named a.b.c');
  });

  it('keeps the platform’s tables small, and keeps in them what is still needed', async () => {
    const db = database.connect();
    const now = clock.now();
    const before = (days: number) => new Date(now.getTime() - days * DAY);
    await db.transaction(async (tx) => {
      for (let count = 0; count < 3; count += 1) await appendEvent(tx, { clock, ids }, itemChanged(newItemId(), count));
      const rows = await tx.select().from(outbox);
      await tx.delete(outbox);
      const publishedAt = [before(8), before(6), null];
      for (const [index, row] of rows.entries()) {
        const { id: _id, ...columns } = row;
        await tx.insert(outbox).values({ ...columns, occurredAt: before(40), publishedAt: publishedAt[index] ?? null });
      }
      for (const days of [31, 29]) await tx.insert(inbox).values({ consumer: 'social', eventId: ids.next('Event'), handledAt: before(days) });
      for (const days of [8, 6]) await runIdempotently(tx, { scope: 's', key: `${days}`, body: {}, now: before(days) }, () => Promise.resolve(1));
    });
    await start([], db);
    await waitFor(() => db.reader.$count(outbox), (count) => count === 2);
    await waitFor(() => db.reader.$count(inbox), (count) => count === 1);
    expect((await db.reader.select().from(outbox)).map((row) => row.publishedAt)).toEqual([before(6), null]);
  });
});
