import { sql } from 'drizzle-orm';
import { index, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** `queued` until the server has taken it; `refused` and `expired` were given up. */
export const MAIL_STATES = ['queued', 'sent', 'suppressed', 'refused', 'expired'] as const;
export type MailState = (typeof MAIL_STATES)[number];

/** The two tables of a database that sends mail; their SQL is in this package's README. */
export function mailTables() {
  const mailOutbox = pgTable(
    'mail_outbox',
    {
      id: uuid('id').primaryKey(),
      key: text('key').notNull().unique(),
      toAddress: text('to_address').notNull(),
      subject: text('subject').notNull(),
      bodyText: text('body_text').notNull(),
      bodyHtml: text('body_html').notNull(),
      unsubscribeUrl: text('unsubscribe_url'),
      state: text('state', { enum: MAIL_STATES }).notNull(),
      attempts: integer('attempts').notNull(),
      dueAt: time('due_at').notNull(),
      giveUpAt: time('give_up_at').notNull(),
      lastReason: text('last_reason'),
      createdAt: time('created_at').notNull(),
      finishedAt: time('finished_at'),
    },
    (table) => [
      index('mail_outbox_due').on(table.dueAt).where(sql`state = 'queued'`),
      index('mail_outbox_finished').on(table.finishedAt).where(sql`state <> 'queued'`),
    ],
  );
  const mailSuppressions = pgTable('mail_suppressions', {
    address: text('address').primaryKey(),
    reason: text('reason').notNull(),
    createdAt: time('created_at').notNull(),
  });
  return { mailOutbox, mailSuppressions };
}

export const { mailOutbox, mailSuppressions } = mailTables();
