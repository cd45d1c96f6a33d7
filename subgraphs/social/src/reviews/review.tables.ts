import { integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { time } from '../columns.ts';

export const reviews = pgTable('reviews', {
  id: uuid('id').primaryKey(),
  productId: uuid('product_id').notNull(),
  vendorId: uuid('vendor_id').notNull(),
  authorId: uuid('author_id').notNull(),
  orderItemId: uuid('order_item_id').notNull(),
  status: text('status', { enum: ['PUBLISHED', 'REMOVED'] }).notNull(),
  rating: integer('rating').notNull(),
  title: text('title').notNull(),
  body: text('body').notNull(),
  answer: text('answer'),
  answeredAt: time('answered_at'),
  answeredBy: uuid('answered_by'),
  editVersion: integer('edit_version').notNull().default(1),
  createdAt: time('created_at').notNull(),
  editedAt: time('edited_at'),
});
export type ReviewRow = typeof reviews.$inferSelect;

export const RATING_SUBJECTS = ['PRODUCT', 'VENDOR'] as const;
export type RatingSubject = (typeof RATING_SUBJECTS)[number];

export const ratingTotals = pgTable(
  'rating_totals',
  {
    subject: text('subject', { enum: RATING_SUBJECTS }).notNull(),
    subjectId: uuid('subject_id').notNull(),
    ratingCount: integer('rating_count').notNull().default(0),
    ratingSum: integer('rating_sum').notNull().default(0),
    ones: integer('ones').notNull().default(0),
    twos: integer('twos').notNull().default(0),
    threes: integer('threes').notNull().default(0),
    fours: integer('fours').notNull().default(0),
    fives: integer('fives').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.subject, table.subjectId] })],
);
export type RatingTotalsRow = typeof ratingTotals.$inferSelect;
