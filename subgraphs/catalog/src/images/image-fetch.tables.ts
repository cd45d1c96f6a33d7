import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { time } from '../columns.ts';

export const imageFetches = pgTable('image_fetches', {
  imageId: uuid('image_id').primaryKey(),
  tries: integer('tries').notNull(),
  dueAt: time('due_at'),
  contentType: text('content_type'),
  width: integer('width'),
  height: integer('height'),
  byteSize: integer('byte_size'),
  etag: text('etag'),
  fetchedAt: time('fetched_at'),
});
