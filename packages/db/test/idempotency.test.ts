import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, waitFor, type TestDatabase } from '@marketgraph/testing';
import { idempotency, liveTopics, purgeIdempotency, runIdempotently, type Transaction } from '@marketgraph/db';
import { sql } from 'drizzle-orm';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase('platform', []);
});
afterAll(() => database.drop());

const now = new Date('2026-01-01T00:00:00.000Z');
const afterWeek = new Date('2026-01-08T00:00:00.000Z');

function call(key: string, body: unknown = { quantity: 1 }, at = now) {
  return { scope: 'usr/orderAccept', key, body, now: at };
}

/** An effect that can be counted. */
async function effect(tx: Transaction, topic: string): Promise<{ topic: string }> {
  await tx.insert(liveTopics).values({ topic, seq: 1 }).onConflictDoUpdate({ target: liveTopics.topic, set: { seq: sql`${liveTopics.seq} + 1` } });
  return { topic };
}

async function effects(topic: string): Promise<number> {
  const rows = await database.db.reader.select().from(liveTopics).where(sql`${liveTopics.topic} = ${topic}`);
  return rows[0]?.seq ?? 0;
}

function run(key: string, body?: unknown, at?: Date) {
  return database.db.transaction((tx) => runIdempotently(tx, call(key, body, at), () => effect(tx, key)));
}

describe('runIdempotently', () => {
  test('the same key and body run once and answer the same', async () => {
    expect(await run('twice', { a: 1, b: [2n, null] })).toEqual({ kind: 'fresh', answer: { topic: 'twice' } });
    expect(await run('twice', { b: [2n, null], a: 1, c: undefined })).toEqual({ kind: 'replayed', answer: { topic: 'twice' } });
    expect(await effects('twice')).toBe(1);
  });

  test('another body is a conflict and does nothing', async () => {
    await run('other-body', { quantity: 1 });
    expect(await run('other-body', { quantity: 2 })).toEqual({ kind: 'conflict' });
    expect(await effects('other-body')).toBe(1);
  });

  test('another scope is another key', async () => {
    await run('scoped');
    const elsewhere = await database.db.transaction((tx) => runIdempotently(tx, { ...call('scoped'), scope: 'cart/orderAccept' }, async () => 'else'));
    expect(elsewhere).toEqual({ kind: 'fresh', answer: 'else' });
  });

  test('at once: the second waits for the first and gets its answer', async () => {
    const inside = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const first = database.db.transaction((tx) =>
      runIdempotently(tx, call('at-once'), async () => {
        inside.resolve();
        await goOn.promise;
        return effect(tx, 'at-once');
      }),
    );
    await inside.promise;
    const second = run('at-once');
    await waitFor(someoneWaits, { what: 'the second transaction waiting for the first' });
    goOn.resolve();
    expect(await first).toEqual({ kind: 'fresh', answer: { topic: 'at-once' } });
    expect(await second).toEqual({ kind: 'replayed', answer: { topic: 'at-once' } });
    expect(await effects('at-once')).toBe(1);
  });

  test('at once: when the first fails, the second runs', async () => {
    const inside = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const first = database.db.transaction((tx) =>
      runIdempotently(tx, call('first-fails'), async () => {
        await effect(tx, 'first-fails');
        inside.resolve();
        await goOn.promise;
        throw new Error('the first fails');
      }),
    );
    await inside.promise;
    const second = run('first-fails');
    await waitFor(someoneWaits, { what: 'the second transaction waiting for the first' });
    goOn.resolve();
    await expect(first).rejects.toThrow('the first fails');
    expect(await second).toEqual({ kind: 'fresh', answer: { topic: 'first-fails' } });
    expect(await effects('first-fails')).toBe(1);
  });

  test('twenty at once run once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => run('twenty')));
    expect(answers.filter(({ kind }) => kind === 'fresh')).toHaveLength(1);
    expect(answers.filter(({ kind }) => kind === 'replayed')).toHaveLength(19);
    expect(await effects('twenty')).toBe(1);
  });

  test('an answer that JSON cannot hold is refused, and so is its effect', async () => {
    const attempt = database.db.transaction((tx) =>
      runIdempotently(tx, call('bigint'), async () => {
        await effect(tx, 'bigint');
        return { amount: 1n };
      }),
    );
    await expect(attempt).rejects.toThrow('BigInt');
    expect(await effects('bigint')).toBe(0);
  });

  test('an expired key is as good as new, even before the purge', async () => {
    await run('expired', { quantity: 1 });
    const lastMoment = new Date(afterWeek.getTime() - 1);
    expect((await run('expired', { quantity: 1 }, lastMoment)).kind).toBe('replayed');
    expect((await run('expired', { quantity: 2 }, afterWeek)).kind).toBe('fresh');
    expect((await run('expired', { quantity: 2 }, afterWeek)).kind).toBe('replayed');
  });

  test('the purge removes what has expired and nothing else', async () => {
    await database.db.transaction((tx) => tx.delete(idempotency));
    await run('old', 1, now);
    await run('new', 1, afterWeek);
    expect(await database.db.transaction((tx) => purgeIdempotency(tx, afterWeek))).toBe(1);
    expect(await database.db.reader.select({ key: idempotency.key }).from(idempotency)).toEqual([{ key: 'new' }]);
  });
});

async function someoneWaits(): Promise<boolean> {
  const rows = await database.db.reader.execute(sql`
    select 1 from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()`);
  return rows.length > 0;
}
