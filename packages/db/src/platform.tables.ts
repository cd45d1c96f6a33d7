import { bigint, index, integer, jsonb, pgTable, primaryKey, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';

/** What a `jsonb` column of the platform holds: always an object, so that fields can be added later. */
export type StoredObject = Readonly<Record<string, unknown>>;

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const idempotency = pgTable(
  'idempotency',
  {
    scope: text('scope').notNull(),
    key: text('key').notNull(),
    bodyHash: text('body_hash').notNull(),
    state: text('state', { enum: ['running', 'done'] }).notNull(),
    answer: jsonb('answer'),
    expiresAt: time('expires_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.key] }), index('idempotency_expires_at').on(table.expiresAt)],
);

export const outbox = pgTable(
  'outbox',
  {
    id: bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
    eventId: uuid('event_id').notNull().unique(),
    name: text('name').notNull(),
    aggregateId: uuid('aggregate_id').notNull(),
    aggregateVersion: integer('aggregate_version').notNull(),
    occurredAt: time('occurred_at').notNull(),
    traceId: text('trace_id').notNull(),
    payload: jsonb('payload').$type<StoredObject>().notNull(),
    publishedAt: time('published_at'),
  },
  (table) => [unique().on(table.aggregateId, table.aggregateVersion)],
);

export const aggregateVersions = pgTable('aggregate_versions', {
  aggregateId: uuid('aggregate_id').primaryKey(),
  version: integer('version').notNull(),
});

export const inbox = pgTable(
  'inbox',
  {
    consumer: text('consumer').notNull(),
    eventId: uuid('event_id').notNull(),
    handledAt: time('handled_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.consumer, table.eventId] })],
);

export const inboxVersions = pgTable(
  'inbox_versions',
  {
    consumer: text('consumer').notNull(),
    aggregateId: uuid('aggregate_id').notNull(),
    version: integer('version').notNull(),
  },
  (table) => [primaryKey({ columns: [table.consumer, table.aggregateId] })],
);

export const liveTopics = pgTable('live_topics', {
  topic: text('topic').primaryKey(),
  seq: bigint('seq', { mode: 'number' }).notNull(),
});

export const liveEvents = pgTable(
  'live_events',
  {
    topic: text('topic').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    payload: jsonb('payload').$type<StoredObject>().notNull(),
    at: time('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.topic, table.seq] })],
);
