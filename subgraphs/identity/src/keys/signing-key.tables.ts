import { index, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import type { JWK } from 'jose';

const time = (name: string) => timestamp(name, { withTimezone: true });

export const signingKeys = pgTable(
  'signing_keys',
  {
    kid: text('kid').primaryKey(),
    publicJwk: jsonb('public_jwk').$type<JWK>().notNull(),
    privateJwkSealed: text('private_jwk_sealed').notNull(),
    createdAt: time('created_at').notNull(),
    signsFrom: time('signs_from').notNull(),
    publishedUntil: time('published_until'),
  },
  (table) => [index('signing_keys_signs_from_idx').on(table.signsFrom)],
);
