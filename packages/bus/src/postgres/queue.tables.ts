import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

const event = () => ({
  eventId: uuid('event_id').notNull(),
  name: text('name').notNull(),
  wireVersion: integer('wire_version').notNull(),
  stream: text('stream').notNull(),
  aggregateId: uuid('aggregate_id').notNull(),
  aggregateVersion: integer('aggregate_version').notNull(),
  occurredAt: time('occurred_at').notNull(),
  traceId: text('trace_id').notNull(),
  payload: jsonb('payload').$type<Readonly<Record<string, unknown>>>().notNull(),
});

export const messages = pgTable(
  'messages',
  {
    group: text('consumer_group').notNull(),
    id: bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity(),
    ...event(),
    attempts: integer('attempts').notNull().default(0),
    waits: integer('waits').notNull().default(0),
    acceptGap: boolean('accept_gap').notNull().default(false),
    dueAt: time('due_at').notNull(),
    lease: uuid('lease'),
  },
  (table) => [
    primaryKey({ columns: [table.group, table.id] }),
    index('messages_lane').on(table.aggregateId, table.group, table.stream, table.aggregateVersion),
  ],
);

export const publications = pgTable(
  'publications',
  { eventId: uuid('event_id').primaryKey(), publishedAt: time('published_at').notNull() },
  (table) => [index('publications_published_at').on(table.publishedAt)],
);

export const deadLetters = pgTable(
  'dead_letters',
  {
    id: bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
    group: text('consumer_group').notNull(),
    ...event(),
    attempts: integer('attempts').notNull(),
    reason: text('reason').notNull(),
    diedAt: time('died_at').notNull(),
  },
  (table) => [index('dead_letters_group').on(table.group, table.id), index('dead_letters_aggregate').on(table.aggregateId)],
);
