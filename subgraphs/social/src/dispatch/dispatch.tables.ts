import { integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { time } from '../columns.ts';
import type { Cause } from './causes.ts';

export const dispatches = pgTable('dispatches', {
  id: uuid('id').primaryKey(),
  cause: text('cause').$type<Cause>().notNull(),
  payload: jsonb('payload').$type<object>().notNull(),
  traceId: text('trace_id').notNull(),
  createdAt: time('created_at').notNull(),
  dueAt: time('due_at'),
  tries: integer('tries').notNull().default(0),
  finishedAt: time('finished_at'),
  failure: text('failure'),
});
export type DispatchRow = typeof dispatches.$inferSelect;
