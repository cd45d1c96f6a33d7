import { createDatabase, errorCode, type Database, type Transaction } from '@marketgraph/db';
import { createTestDatabase, waitFor, type TestDatabase } from '@marketgraph/testing';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

let database: TestDatabase;
/** Its connections are the ones that are lost. */
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase('platform', []);
  await database.db.reader.execute(sql`create table seen (x integer not null)`);
});
afterAll(() => database.drop());
beforeEach(() => {
  db = createDatabase({ url: database.url, maxConnections: 2 });
});
afterEach(() => db.close());

const LOST = /CONNECTION_CLOSED|ECONNRESET|57P01/;

async function backendOf(tx: Transaction): Promise<number> {
  const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
  return row?.pid ?? 0;
}

/** As a server does that is restarted. */
async function terminate(pid: number): Promise<void> {
  await database.db.reader.execute(sql`select pg_terminate_backend(${pid})`);
}

async function isAtWork(pid: number): Promise<boolean> {
  const rows = await database.db.reader.execute(sql`select 1 from pg_stat_activity where pid = ${pid} and state = 'active' and query like '%pg_sleep(20)%'`);
  return rows.length === 1;
}

/** What nobody could catch would be reported as an error of the run. */
describe('a connection that is lost in a transaction', () => {
  it('while a statement is under way fails the transaction, and the next one works', async () => {
    const work = db.transaction(async (tx) => {
      const pid = await backendOf(tx);
      await tx.execute(sql`insert into seen values (1)`);
      void waitFor(() => isAtWork(pid), { what: 'the statement to be under way' }).then(() => terminate(pid));
      await tx.execute(sql`select pg_sleep(20)`);
    });
    await expect(work.catch((error: unknown) => errorCode(error))).resolves.toMatch(LOST);
    await expect(db.transaction((tx) => tx.execute(sql`select count(*)::int as n from seen`))).resolves.toMatchObject([{ n: 0 }]);
  });

  it('between two statements fails it too, and nothing that it has yet to say reaches another session', async () => {
    const failed = Promise.withResolvers<unknown>();
    const late = Promise.withResolvers<unknown>();
    const work = db.transaction(async (tx) => {
      await terminate(await backendOf(tx));
      // The transaction has failed while its work is still going on.
      await failed.promise;
      await tx.execute(sql`insert into seen values (2)`).then(late.resolve, late.resolve);
    });
    work.catch((error: unknown) => failed.resolve(errorCode(error)));
    expect(await failed.promise).toMatch(LOST);
    expect(errorCode(await late.promise)).toMatch(LOST);
    await expect(db.transaction((tx) => tx.execute(sql`select count(*)::int as n from seen`))).resolves.toMatchObject([{ n: 0 }]);
  });

  it('again and again leaves no one waiting and ends nothing', async () => {
    const end = new AbortController();
    const outcomes: string[] = [];
    const worker = async (index: number): Promise<void> => {
      while (!end.signal.aborted) {
        const attempt = index % 2 === 0 ? db.reader.execute(sql`select 1`) : db.transaction((tx) => tx.execute(sql`select ${index}::int`));
        outcomes.push(await attempt.then(() => 'fine', (error: unknown) => errorCode(error) ?? String(error)));
      }
    };
    const workers = Array.from({ length: 6 }, (_, index) => worker(index));
    for (let kill = 0; kill < 10; kill += 1) {
      const before = outcomes.length;
      await waitFor(() => outcomes.length > before + 20, { what: 'some more work', timeoutMs: 15_000 });
      await database.db.reader.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`);
    }
    end.abort();
    await Promise.all(workers);
    expect(outcomes.filter((outcome) => outcome !== 'fine' && !LOST.test(outcome))).toEqual([]);
    expect(outcomes).toContain('fine');
    await expect(db.transaction((tx) => tx.execute(sql`select 1 as one`))).resolves.toMatchObject([{ one: 1 }]);
  });
});
