import { asId } from '@marketgraph/kernel';
import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { time } from '../columns.ts';

export const categories = pgTable('categories', {
  id: uuid('id').primaryKey(),
  parentId: uuid('parent_id'),
  /** From the root to the category itself. */
  path: uuid('path').array().notNull(),
  name: text('name').notNull(),
  slug: text('slug').notNull(),
  icon: text('icon').notNull().default(''),
  position: integer('position').notNull(),
  /** Of exactly this category; descendants are added when it is read. */
  listedProducts: integer('listed_products').notNull().default(0),
  editVersion: integer('edit_version').notNull().default(1),
  createdAt: time('created_at').notNull(),
  updatedAt: time('updated_at').notNull(),
});
export type CategoryRow = typeof categories.$inferSelect;

/** Holds one row, {@link CATEGORY_TREE_ID}: the lock of the tree's shape. */
export const categoryTree = pgTable('category_tree', {
  id: uuid('id').primaryKey(),
  changedAt: time('changed_at').notNull(),
});

export const CATEGORY_TREE_ID = '019b0000-0000-7000-8000-0000000000ff';

/** `Other`, seeded by the migration: where products go that name no category. */
export const OTHER_CATEGORY_ID = asId('Category', '019b0000-0000-7000-8000-00000000000b');
