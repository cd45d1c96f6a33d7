import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Database } from '@marketgraph/db';
import { createPostgresTransport, appendEvent, drain } from '@marketgraph/bus';
import { systemClock } from '@marketgraph/kernel';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createQueueDatabase, createTestDatabase, type TestDatabase } from './support/databases.ts';
import { ids, itemChanged, newItemId } from './support/events.ts';
import { createRecordingLog } from './support/log.ts';

const PROCESS = fileURLToPath(new URL('./support/bus-process.ts', import.meta.url));
const POINTS = ['published', 'handling', 'handled'];

describe('when the process dies', () => {
  let databases: TestDatabase[];
  let outbox: TestDatabase;
  let effects: TestDatabase;
  let queues: TestDatabase;
  beforeEach(async () => {
    databases = await Promise.all([createTestDatabase(), createTestDatabase(), createQueueDatabase()]);
    [outbox, effects, queues] = databases as [TestDatabase, TestDatabase, TestDatabase];
    await effects.connect().reader.execute(sql`create table effects (n bigint generated always as identity, event_id uuid, item uuid, version int)`);
  });
  afterEach(() => Promise.all(databases.map((database) => database.drop())));

  const start = (dieAt: string | undefined) => {
    const env = { ...process.env, OUTBOX_URL: outbox.url, EFFECTS_URL: effects.url, QUEUES_URL: queues.url, ...(dieAt === undefined ? {} : { DIE_AT: dieAt }) };
    return fork(PROCESS, { env });
  };

  async function append(db: Database, items: readonly string[], rounds: number): Promise<void> {
    for (let round = 0; round < rounds; round += 1) {
      for (const item of items) await db.transaction((tx) => appendEvent(tx, { clock: systemClock, ids }, itemChanged(item)));
    }
  }

  it('between any two steps, every event has its effect once and in order all the same', async () => {
    const items = Array.from({ length: 6 }, newItemId);
    const db = outbox.connect();
    for (const dieAt of POINTS) {
      await append(db, items, 4);
      const [, signal] = await once(start(dieAt), 'exit');
      expect([dieAt, signal]).toEqual([dieAt, 'SIGKILL']);
    }
    const last = start(undefined);
    await once(last, 'message');
    const transport = createPostgresTransport({ url: queues.url, log: createRecordingLog(), clock: systemClock });
    await drain({ databases: [db], transport, groups: ['social'], timeoutMs: 20_000 });
    expect(await transport.listDeadLetters()).toEqual([]);
    await transport.close();
    last.kill('SIGKILL');
    await once(last, 'exit');

    const rows = await effects.connect().reader.execute<{ item: string; version: number }>(sql`select item, version from effects order by n`);
    const versions = Array.from({ length: 4 * POINTS.length }, (_, index) => index + 1);
    for (const item of items) expect(rows.filter((row) => row.item === item).map((row) => row.version)).toEqual(versions);
  });
});
