import { bigint, index, integer, jsonb, pgTable, text, timestamp, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import type { CurrencyCode, Id } from '@marketgraph/kernel';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** What the last shipping quotes were asked for; a checkout with another address or other lines needs new ones. */
export interface QuotedFor {
  readonly address: string;
  /** Hash of a vendor's lines by vendor id. */
  readonly vendors: Readonly<Record<string, string>>;
}

export const carts = pgTable(
  'carts',
  {
    id: uuid('id').$type<Id<'Cart'>>().primaryKey(),
    buyerId: uuid('buyer_id').$type<Id<'User'>>(),
    tokenHash: text('token_hash'),
    mergedInto: uuid('merged_into').$type<Id<'Cart'>>(),
    quoted: jsonb('quoted').$type<QuotedFor>(),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
  },
  (table) => [
    uniqueIndex('carts_buyer_id_key').on(table.buyerId).where(sql`${table.buyerId} is not null`),
    uniqueIndex('carts_token_hash_key').on(table.tokenHash).where(sql`${table.tokenHash} is not null`),
    index('carts_guest_updated_at').on(table.updatedAt).where(sql`${table.tokenHash} is not null`),
  ],
);

export const cartLines = pgTable(
  'cart_lines',
  {
    id: uuid('id').$type<Id<'CartLine'>>().primaryKey(),
    cartId: uuid('cart_id')
      .$type<Id<'Cart'>>()
      .notNull()
      .references(() => carts.id, { onDelete: 'cascade' }),
    variantId: uuid('variant_id').$type<Id<'ProductVariant'>>().notNull(),
    productId: uuid('product_id').$type<Id<'Product'>>().notNull(),
    vendorId: uuid('vendor_id').$type<Id<'Vendor'>>().notNull(),
    quantity: integer('quantity').notNull(),
    seenPrice: bigint('seen_price', { mode: 'bigint' }).notNull(),
    currency: text('currency').$type<CurrencyCode>().notNull(),
    title: text('title').notNull(),
    variantTitle: text('variant_title').notNull(),
    imageUrl: text('image_url'),
    addedAt: time('added_at').notNull(),
    checkedAt: time('checked_at').notNull(),
  },
  (table) => [unique('cart_lines_cart_id_variant_id_key').on(table.cartId, table.variantId), index('cart_lines_variant_id').on(table.variantId)],
);

export const MARK_REASONS = ['PRODUCT_CHANGED', 'PRODUCT_REMOVED', 'STOCK_CHANGED'] as const;

export const variantMarks = pgTable('variant_marks', {
  variantId: uuid('variant_id').$type<Id<'ProductVariant'>>().primaryKey(),
  reason: text('reason', { enum: MARK_REASONS }).notNull(),
  markedAt: time('marked_at').notNull(),
});

export type CartRow = typeof carts.$inferSelect;
export type CartLineRow = typeof cartLines.$inferSelect;
export type MarkReason = (typeof MARK_REASONS)[number];
