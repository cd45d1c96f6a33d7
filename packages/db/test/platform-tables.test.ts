import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@marketgraph/testing';
import { aggregateVersions, compareTables, idempotency, inbox, inboxVersions, liveEvents, liveTopics, outbox } from '@marketgraph/db';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase('platform', []);
});
afterAll(() => database.drop());

test('drizzle and the migration agree on every platform table', async () => {
  const tables = [aggregateVersions, idempotency, inbox, inboxVersions, liveEvents, liveTopics, outbox];
  expect(await compareTables(database.db.reader, tables)).toEqual([]);
});

test('a difference is told', async () => {
  const wrong = pgTable('live_topics', { topic: text('topic'), seq: integer('seq').notNull() });
  expect(await compareTables(database.db.reader, [wrong])).toEqual([
    'live_topics: only in drizzle: topic text',
    'live_topics: only in drizzle: seq integer not null',
    'live_topics: only in the database: topic text not null',
    'live_topics: only in the database: seq bigint not null',
  ]);
});
