import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, waitFor, type TestDatabase } from '@marketgraph/testing';
import { createDatabase, type Database } from '@marketgraph/db';
import { sql } from 'drizzle-orm';

let database: TestDatabase;
let other: Database;
beforeAll(async () => {
  database = await createTestDatabase('platform', []);
  other = createDatabase({ url: database.url, maxConnections: 2 });
});
afterAll(async () => {
  await other.close();
  await database.drop();
});

/** Kills the connections of that name in this database, as a restart or a network would. */
async function terminate(applicationName: string): Promise<number> {
  const rows = await other.reader.execute(sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = ${applicationName} and datname = current_database()`);
  return rows.length;
}

describe('withLease', () => {
  test('one at a time, the next when it has ended, names apart', async () => {
    const inside = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const first = database.db.withLease('relay', async () => {
      inside.resolve();
      await goOn.promise;
    });
    await inside.promise;
    let ran = false;
    expect(await other.withLease('relay', async () => { ran = true; })).toBe(false);
    expect(await database.db.withLease('relay', async () => { ran = true; })).toBe(false);
    expect(ran).toBe(false);
    expect(await other.withLease('sweeper', async () => undefined)).toBe(true);
    goOn.resolve();
    expect(await first).toBe(true);
    expect(await other.withLease('relay', async () => { ran = true; })).toBe(true);
    expect(ran).toBe(true);
  });

  test('a failure is passed on and gives the lease back', async () => {
    await expect(database.db.withLease('fails', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await other.withLease('fails', async () => undefined)).toBe(true);
  });

  test('the signal tells when the connection is lost, and another may have it', async () => {
    const held = Promise.withResolvers<AbortSignal>();
    const ended = Promise.withResolvers<void>();
    const lease = database.db.withLease('lost', async (signal) => {
      held.resolve(signal);
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      await ended.promise;
    });
    const signal = await held.promise;
    expect(signal.aborted).toBe(false);
    expect(await terminate('lease lost')).toBe(1);
    await waitFor(() => signal.aborted);
    expect(await other.withLease('lost', async () => undefined)).toBe(true);
    ended.resolve();
    expect(await lease).toBe(true);
  });
});

describe('listen', () => {
  let stop: (() => Promise<void>) | undefined;
  afterEach(() => stop?.());

  test('hears its channel and no other, until told to stop', async () => {
    const heard: string[] = [];
    stop = await database.db.listen('Odd "name"', (payload) => heard.push(payload));
    await other.reader.execute(sql`select pg_notify('another', 'no')`);
    await other.reader.execute(sql`select pg_notify('Odd "name"', 'first')`);
    await waitFor(() => heard.length > 0);
    await stop();
    expect(await terminate('listen Odd "name"')).toBe(0);
    expect(heard).toEqual(['first']);
  });

  test('listens again after a lost connection and says so', async () => {
    const heard: string[] = [];
    let listening = 0;
    stop = await database.db.listen('again', (payload) => heard.push(payload), () => { listening += 1; });
    expect(listening).toBe(1);
    for (const round of [2, 3]) {
      expect(await terminate('listen again')).toBe(1);
      await waitFor(() => listening === round);
      await other.reader.execute(sql`select pg_notify('again', ${String(round)})`);
      await waitFor(() => heard.includes(String(round)));
    }
    expect(heard).toEqual(['2', '3']);
    expect(listening).toBe(3);
  });

  test('close ends it without a reconnect', async () => {
    const short = createDatabase({ url: database.url, maxConnections: 1 });
    await short.listen('short', () => undefined);
    await short.close();
    expect(await terminate('listen short')).toBe(0);
  });

  test('rejects when there is no server', async () => {
    const nowhere = createDatabase({ url: 'postgres://postgres@127.0.0.1:1/none', maxConnections: 1 });
    await expect(nowhere.listen('x', () => undefined)).rejects.toThrow('ECONNREFUSED');
    await nowhere.close();
  });
});
