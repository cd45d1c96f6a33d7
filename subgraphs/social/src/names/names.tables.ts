import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { time } from '../columns.ts';

export const names = pgTable('names', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  asOf: time('as_of').notNull(),
});
