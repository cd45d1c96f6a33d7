import { OPERATOR_ROLES } from '@marketgraph/contracts';
import type { CurrencyCode, Id } from '@marketgraph/kernel';
import { integer, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';

const time = (name: string) => timestamp(name, { withTimezone: true });

export const users = pgTable(
  'users',
  {
    id: uuid('id').$type<Id<'User'>>().primaryKey(),
    email: text('email').notNull(),
    emailVerifiedAt: time('email_verified_at'),
    passwordHash: text('password_hash').notNull(),
    name: text('name').notNull(),
    phone: text('phone'),
    avatarUrl: text('avatar_url'),
    locale: text('locale').notNull(),
    currency: text('currency').$type<CurrencyCode>().notNull(),
    timeZone: text('time_zone').notNull(),
    operatorRole: text('operator_role', { enum: OPERATOR_ROLES }),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
  },
  (table) => [unique('users_email_key').on(table.email)],
);

export const emailCodes = pgTable('email_codes', {
  userId: uuid('user_id').$type<Id<'User'>>().primaryKey().references(() => users.id, { onDelete: 'cascade' }),
  codeHash: text('code_hash').notNull(),
  attempts: integer('attempts').notNull(),
  expiresAt: time('expires_at').notNull(),
  sentAt: time('sent_at').notNull(),
});

export const passwordResets = pgTable(
  'password_resets',
  {
    userId: uuid('user_id').$type<Id<'User'>>().primaryKey().references(() => users.id, { onDelete: 'cascade' }),
    tokenHash: text('token_hash').notNull(),
    expiresAt: time('expires_at').notNull(),
    createdAt: time('created_at').notNull(),
  },
  (table) => [unique('password_resets_token_hash_key').on(table.tokenHash)],
);
