import type { CurrencyCode } from '@marketgraph/kernel';
import { bigint, boolean, customType, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { time } from '../columns.ts';

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/** What can be found: one for each product that the public sees or has seen. See `index-products.ts`. */
export const searchDocuments = pgTable('search_documents', {
  productId: uuid('product_id').primaryKey(),
  /** As of the product. One that is not listed is found by nobody, and its text may be out of date. */
  listed: boolean('listed').notNull(),
  vector: tsvector('vector').notNull(),
  keys: text('keys').array().notNull(),
  /** Of vector and keys: whether they have to be written again. */
  digest: text('digest').notNull(),

  // The product's figures; see `follow-figures.ts`.
  currency: text('currency').$type<CurrencyCode>().notNull(),
  minPrice: bigint('min_price', { mode: 'bigint' }).notNull(),
  maxPrice: bigint('max_price', { mode: 'bigint' }).notNull(),
  inStock: boolean('in_stock').notNull(),
  ratingHundredths: integer('rating_hundredths').notNull(),
  salesCount: integer('sales_count').notNull(),
  createdAt: time('created_at').notNull(),
});

/** Lexemes and keys of all listed documents. */
export const searchWords = pgTable('search_words', {
  word: text('word').primaryKey(),
  uses: integer('uses').notNull(),
});

/** What is to be added to `search_words`; see `fold-words.ts`. */
export const searchWordChanges = pgTable('search_word_changes', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  word: text('word').notNull(),
  delta: integer('delta').notNull(),
});

/** With which names a category stands in the documents of its products; see `refresh-categories.ts`. */
export const searchCategories = pgTable('search_categories', {
  categoryId: uuid('category_id').primaryKey(),
  trail: text('trail').notNull(),
});
