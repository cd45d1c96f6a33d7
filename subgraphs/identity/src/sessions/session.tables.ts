import type { Id } from '@marketgraph/kernel';
import { boolean, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { users } from '../accounts/account.tables.ts';
import type { RevokedReason } from './session.rules.ts';

const time = (name: string) => timestamp(name, { withTimezone: true });

export const sessions = pgTable(
  'sessions',
  {
    id: uuid('id').$type<Id<'Session'>>().primaryKey(),
    userId: uuid('user_id').$type<Id<'User'>>().notNull().references(() => users.id, { onDelete: 'cascade' }),
    userAgent: text('user_agent').notNull(),
    addressPrefix: text('address_prefix').notNull(),
    createdAt: time('created_at').notNull(),
    lastUsedAt: time('last_used_at').notNull(),
    expiresAt: time('expires_at').notNull(),
    revokedAt: time('revoked_at'),
    revokedReason: text('revoked_reason').$type<RevokedReason>(),
  },
  (table) => [
    index('sessions_user_id_created_at_idx').on(table.userId, table.createdAt, table.id),
    index('sessions_revoked_at_idx').on(table.revokedAt),
    index('sessions_expires_at_idx').on(table.expiresAt),
  ],
);

export const refreshTokens = pgTable(
  'refresh_tokens',
  {
    tokenHash: text('token_hash').primaryKey(),
    sessionId: uuid('session_id').$type<Id<'Session'>>().notNull().references(() => sessions.id, { onDelete: 'cascade' }),
    issuedAt: time('issued_at').notNull(),
    usedAt: time('used_at'),
    graceUsed: boolean('grace_used').notNull().default(false),
  },
  (table) => [index('refresh_tokens_session_id_idx').on(table.sessionId)],
);
