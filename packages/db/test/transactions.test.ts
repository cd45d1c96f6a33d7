import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@marketgraph/testing';
import { errorCode, isUniqueViolation, lockRows, type Transaction } from '@marketgraph/db';
import { eq, inArray, sql } from 'drizzle-orm';
import { bigint, integer, jsonb, pgTable, timestamp, uuid } from 'drizzle-orm/pg-core';

const things = pgTable('things', {
  id: uuid('id').primaryKey(),
  count: integer('count').notNull(),
  amount: bigint('amount', { mode: 'bigint' }),
  at: timestamp('at', { withTimezone: true, mode: 'date' }),
  data: jsonb('data'),
});

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase('platform', []);
  await database.db.reader.execute(sql`create table things (id uuid primary key, count integer not null, amount bigint, at timestamptz, data jsonb)`);
});
afterAll(() => database.drop());

let ids: string[];
beforeEach(async () => {
  ids = Array.from({ length: 4 }, () => randomUUID());
  await database.db.transaction((tx) => tx.insert(things).values(ids.map((id) => ({ id, count: 0 }))));
});

function at(index: number): string {
  const id = ids[index];
  if (id === undefined) throw new Error(`no id ${index}`);
  return id;
}

function raise(tx: Transaction, id: string) {
  return tx.update(things).set({ count: sql`${things.count} + 1` }).where(eq(things.id, id));
}

async function counts(): Promise<number[]> {
  const rows = await database.db.reader.select().from(things);
  return ids.map((id) => rows.find((row) => row.id === id)?.count ?? -1);
}

describe('transaction', () => {
  test('keeps bigint, instants and JSON exactly', async () => {
    const row = { id: randomUUID(), count: 1, amount: 9_007_199_254_740_993n, at: new Date('2026-03-29T00:59:59.123Z'), data: { list: [1, 'a'], none: null } };
    await database.db.transaction((tx) => tx.insert(things).values(row));
    expect(await database.db.reader.select().from(things).where(eq(things.id, row.id))).toEqual([row]);
  });

  test('an error rolls everything back', async () => {
    const attempt = database.db.transaction(async (tx) => {
      await raise(tx, at(0));
      throw new Error('no');
    });
    await expect(attempt).rejects.toThrow('no');
    expect(await counts()).toEqual([0, 0, 0, 0]);
  });

  test('a deadlock is tried again, and both come through', async () => {
    let attempts = 0;
    const bothHoldOne = barrier(2);
    const crossing = (first: string, second: string) =>
      database.db.transaction(async (tx) => {
        attempts += 1;
        await tx.execute(sql`set local deadlock_timeout = '20ms'`);
        await raise(tx, first);
        await bothHoldOne();
        await raise(tx, second);
      });
    await Promise.all([crossing(at(0), at(1)), crossing(at(1), at(0))]);
    expect(attempts).toBe(3);
    expect(await counts()).toEqual([2, 2, 0, 0]);
  });

  test('a serialisation failure that stays is given up after three retries', async () => {
    let attempts = 0;
    const attempt = database.db.transaction(async (tx) => {
      attempts += 1;
      await tx.execute(sql`do $$ begin raise exception 'again' using errcode = '40001'; end $$`);
    });
    expect(await attempt.catch(errorCode)).toBe('40001');
    expect(attempts).toBe(4);
  });

  test('any other error is not tried again', async () => {
    let attempts = 0;
    const attempt = database.db.transaction(async (tx) => {
      attempts += 1;
      await tx.insert(things).values({ id: at(0), count: 0 });
    });
    const error: unknown = await attempt.catch((caught: unknown) => caught);
    expect(isUniqueViolation(error)).toBe(true);
    expect(isUniqueViolation(error, 'things_pkey')).toBe(true);
    expect(isUniqueViolation(error, 'another_key')).toBe(false);
    expect(attempts).toBe(1);
  });
});

test('lists go in and come out as they are', async () => {
  const texts = ['plain', '', 'null', 'a "quoted" word', String.raw`back\slash`, '{braces, commas}', ' spaces ', 'zwei\nZeilen', 'Grün'];
  const uuids = ids.slice(0, 2);
  const lists = sql`select ${sql.param(texts)}::text[] as texts, ${sql.param(uuids)}::uuid[] as uuids, ${sql.param([1, -2])}::integer[] as numbers, ${sql.param([null, 'b'])}::text[] as gaps, ${sql.param([])}::text[] as none`;
  const [row] = await database.db.reader.execute(lists);
  expect(row).toEqual({ texts, uuids, numbers: [1, -2], gaps: [null, 'b'], none: [] });
});

describe('lockRows', () => {
  test('the same rows in any order never deadlock', async () => {
    let attempts = 0;
    const orders = Array.from({ length: 40 }, (_, index) => [...ids.slice(index % 4), ...ids.slice(0, index % 4)]);
    const reversed = orders.map((order, index) => (index % 2 === 0 ? order : order.toReversed()));
    await Promise.all(
      reversed.map((order) =>
        database.db.transaction(async (tx) => {
          attempts += 1;
          await tx.execute(sql`set local deadlock_timeout = '20ms'`);
          await lockRows(tx, things, order);
          for (const id of order) await raise(tx, id);
        }),
      ),
    );
    expect(attempts).toBe(40);
    expect(await counts()).toEqual([40, 40, 40, 40]);
  });

  test('asks once, for distinct ids, in order', async () => {
    await database.db.transaction(async (tx) => {
      database.statements.reset();
      await lockRows(tx, things, [at(1), at(0), at(1)]);
      await lockRows(tx, things, []);
    });
    expect(database.statements.statements).toEqual([
      'select "id" from "things" where "things"."id" in ($1, $2) order by "things"."id" asc for update',
    ]);
  });
});

/** Resolves for all once that many wait; later callers pass. */
function barrier(count: number): () => Promise<void> {
  const opened = Promise.withResolvers<void>();
  let waiting = 0;
  return () => {
    waiting += 1;
    if (waiting === count) opened.resolve();
    return opened.promise;
  };
}

describe('prepared statements', () => {
  async function prepared(tx: Transaction): Promise<string[]> {
    const rows = await tx.execute<{ statement: string }>(sql`select statement from pg_prepared_statements where statement like '%things%'`);
    return rows.map(({ statement }) => statement);
  }

  test('a statement is prepared once, one with a long list never', async () => {
    await database.db.transaction(async (tx) => {
      const before = await prepared(tx);
      const long = Array.from({ length: 30 }, () => randomUUID());
      for (let round = 0; round < 3; round += 1) {
        expect(await tx.select({ count: things.count }).from(things).where(eq(things.id, at(round)))).toEqual([{ count: 0 }]);
        expect(await tx.select({ count: things.count }).from(things).where(inArray(things.id, [...long, at(round)]))).toEqual([{ count: 0 }]);
      }
      const added = (await prepared(tx)).filter((statement) => !before.includes(statement));
      expect(added).toEqual(['select "count" from "things" where "things"."id" = $1']);
    });
  });

  test('goes on after the columns have changed under it', async () => {
    const read = () => database.db.reader.select({ count: things.count }).from(things).where(eq(things.id, at(0)));
    for (let round = 0; round < 6; round += 1) await read();
    await database.db.reader.execute(sql`alter table things alter column count type bigint`);
    expect(await read()).toEqual([{ count: 0 }]);
    await database.db.reader.execute(sql`alter table things alter column count type integer`);
    expect(await read()).toEqual([{ count: 0 }]);
  });
});
