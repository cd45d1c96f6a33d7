import type { Database, Transaction } from '@marketgraph/db';
import { addMilliseconds, HOUR, MINUTE } from '@marketgraph/kernel';
import { and, asc, eq, inArray, lt, lte, sql } from 'drizzle-orm';
import { normalAddress } from './mail-address.ts';
import { mailOutbox, mailSuppressions, type MailState } from './outbox.tables.ts';

export type QueuedMail = typeof mailOutbox.$inferSelect;

/** Longer than the sending of a batch takes. A process that dies in between leaves its mails to be sent after that. */
const LEASE_MS = 5 * MINUTE;
const DELAYS_MS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR] as const;
const NEXT_TRY_MS = MINUTE;

/** Before the next attempt, when `attempts` have failed. */
export function delayMs(attempts: number): number {
  return DELAYS_MS[Math.max(attempts, 1) - 1] ?? 12 * HOUR;
}

/** Gives up what is of no use any more, and leases the oldest of what is due. Several processes never get the same. */
export async function leaseDue(db: Database, now: Date, limit: number): Promise<QueuedMail[]> {
  return db.transaction(async (tx) => {
    await tx.update(mailOutbox).set(finished('expired', now)).where(and(eq(mailOutbox.state, 'queued'), lte(mailOutbox.giveUpAt, now), lte(mailOutbox.dueAt, now)));
    await suppressDue(tx, now);
    const due = await tx
      .select({ id: mailOutbox.id })
      .from(mailOutbox)
      .where(and(eq(mailOutbox.state, 'queued'), lte(mailOutbox.dueAt, now)))
      .orderBy(asc(mailOutbox.dueAt), asc(mailOutbox.id))
      .limit(limit)
      .for('update', { skipLocked: true });
    if (due.length === 0) return [];
    const ids = due.map(({ id }) => id);
    const attempts = sql<number>`${mailOutbox.attempts} + 1`;
    const leased = await tx.update(mailOutbox).set({ dueAt: addMilliseconds(now, LEASE_MS), attempts }).where(inArray(mailOutbox.id, ids)).returning();
    return leased.toSorted((left, right) => ids.indexOf(left.id) - ids.indexOf(right.id));
  });
}

async function suppressDue(tx: Transaction, now: Date): Promise<void> {
  const suppressed = tx.select({ address: mailSuppressions.address }).from(mailSuppressions);
  await tx
    .update(mailOutbox)
    .set({ ...finished('suppressed', now), lastReason: 'the address was suppressed before' })
    .where(and(eq(mailOutbox.state, 'queued'), lte(mailOutbox.dueAt, now), inArray(sql`lower(${mailOutbox.toAddress})`, suppressed)));
}

export async function finish(db: Database, mail: QueuedMail, state: Exclude<MailState, 'queued'>, { now, reason }: { now: Date; reason: string | null }): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.update(mailOutbox).set({ ...finished(state, now), lastReason: reason }).where(eq(mailOutbox.id, mail.id));
    if (state !== 'suppressed') return;
    await tx.insert(mailSuppressions).values({ address: normalAddress(mail.toAddress), reason: reason ?? '', createdAt: now }).onConflictDoNothing();
  });
}

/** After the delay of its attempts; after its time is up it is given up when it is due. */
export async function retryLater(db: Database, mail: QueuedMail, { now, reason }: { now: Date; reason: string }): Promise<void> {
  const dueAt = addMilliseconds(now, delayMs(mail.attempts));
  await db.transaction((tx) =>
    tx
      .update(mailOutbox)
      .set({ dueAt: dueAt > mail.giveUpAt ? mail.giveUpAt : dueAt, lastReason: reason })
      .where(eq(mailOutbox.id, mail.id)),
  );
}

/** Not tried after all: as if it had not been leased, in a minute. */
export async function putBack(db: Database, mails: readonly QueuedMail[], now: Date): Promise<void> {
  if (mails.length === 0) return;
  const ids = mails.map(({ id }) => id);
  const attempts = sql<number>`${mailOutbox.attempts} - 1`;
  await db.transaction((tx) => tx.update(mailOutbox).set({ dueAt: addMilliseconds(now, NEXT_TRY_MS), attempts }).where(inArray(mailOutbox.id, ids)));
}

export async function purgeFinished(db: Database, before: Date): Promise<number> {
  const removed = await db.transaction((tx) => tx.delete(mailOutbox).where(lt(mailOutbox.finishedAt, before)));
  return removed.count;
}

/** What a mail says is not kept: it may hold a code or a link that signs in. */
function finished(state: Exclude<MailState, 'queued'>, now: Date) {
  return { state, subject: '', bodyText: '', bodyHtml: '', unsubscribeUrl: null, finishedAt: now };
}
