import { rowsOf, type Database } from '@marketgraph/db';
import { addMilliseconds, HOUR, MINUTE } from '@marketgraph/kernel';
import { and, asc, eq, getTableColumns, lt, lte, sql } from 'drizzle-orm';
import { normalAddress } from './mail-address.ts';
import { mailOutbox, mailSuppressions, type MailState } from './outbox.tables.ts';

export type QueuedMail = typeof mailOutbox.$inferSelect;
/** `suppressed`: its address was found before to take no mail. */
export type LeasedMail = QueuedMail & { readonly suppressed: boolean };

/** What became of a leased mail. */
export interface Settlement {
  readonly mail: QueuedMail;
  readonly state: MailState;
  readonly reason: string | null;
  readonly attempts: number;
  readonly dueAt: Date;
}

/** Longer than the sending of a batch takes. A process that dies in between leaves its mails to be sent after that. */
const LEASE_MS = 5 * MINUTE;
const DELAYS_MS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR] as const;
const NEXT_TRY_MS = MINUTE;

/** Before the next attempt, when `attempts` have failed. */
export function delayMs(attempts: number): number {
  return DELAYS_MS[Math.max(attempts, 1) - 1] ?? 12 * HOUR;
}

/** Leases the oldest of what is due. Several processes never get the same. */
export async function leaseDue(db: Database, now: Date, limit: number): Promise<LeasedMail[]> {
  const suppressed = sql<boolean>`exists (select 1 from ${mailSuppressions} where ${mailSuppressions.address} = lower(${mailOutbox.toAddress}))`;
  const leased = await db.statement((writer) => {
    const due = writer.$with('due').as(
      writer
        .select({ id: mailOutbox.id })
        .from(mailOutbox)
        .where(and(eq(mailOutbox.state, 'queued'), lte(mailOutbox.dueAt, now)))
        .orderBy(asc(mailOutbox.dueAt), asc(mailOutbox.id))
        .limit(limit)
        .for('update', { skipLocked: true }),
    );
    return writer
      .with(due)
      .update(mailOutbox)
      .set({ dueAt: addMilliseconds(now, LEASE_MS), attempts: sql`${mailOutbox.attempts} + 1` })
      .from(due)
      .where(eq(mailOutbox.id, due.id))
      .returning({ ...getTableColumns(mailOutbox), suppressed });
  });
  // The statement answers in any order; ids are in order of time.
  return leased.toSorted((left, right) => (left.id < right.id ? -1 : 1));
}

/** Done with: sent, or given up. */
export function ended(mail: QueuedMail, state: Exclude<MailState, 'queued'>, reason: string | null): Settlement {
  return { mail, state, reason, attempts: mail.attempts, dueAt: mail.dueAt };
}

/** Done with, without having been tried. */
export function endedUntried(mail: QueuedMail, state: 'suppressed' | 'expired', reason: string | null): Settlement {
  return { ...ended(mail, state, reason), attempts: mail.attempts - 1 };
}

/** After the delay of its attempts; after its time is up it is given up when it is due. */
export function triedAgain(mail: QueuedMail, reason: string, now: Date): Settlement {
  const dueAt = addMilliseconds(now, delayMs(mail.attempts));
  return { mail, state: 'queued', reason, attempts: mail.attempts, dueAt: dueAt > mail.giveUpAt ? mail.giveUpAt : dueAt };
}

/** Not tried after all: as if it had not been leased, in a minute. */
export function putBack(mail: QueuedMail, now: Date): Settlement {
  return { mail, state: 'queued', reason: mail.lastReason, attempts: mail.attempts - 1, dueAt: addMilliseconds(now, NEXT_TRY_MS) };
}

const COLUMNS = 'id uuid, state text, reason text, leased integer, attempts integer, due_at timestamptz, address text';

/**
 * Writes down what became of mails, and which addresses are never to be written to again. What a mail says is not kept: it
 * may hold a code or a link that signs in. After the lease another process may have ended a mail, which stays, or have it in
 * hand, as the number of its attempts tells: then only its end is written down.
 */
export async function settle(db: Database, settlements: readonly Settlement[], now: Date): Promise<void> {
  if (settlements.length === 0) return;
  const rows = settlements.map(rowOf).toSorted((left, right) => (left.id < right.id ? -1 : 1));
  const at = sql`${now.toISOString()}::timestamptz`;
  await db.statement((writer) =>
    writer.execute(sql`
      with given as materialized (
        select * from ${rowsOf(rows, COLUMNS)}
      ), suppressed as (
        insert into ${mailSuppressions} (address, reason, created_at)
        select distinct on (address) address, coalesce(reason, ''), ${at} from given where address is not null order by address
        on conflict (address) do nothing
      )
      update ${mailOutbox} as m set
        state = given.state, last_reason = given.reason, attempts = given.attempts, due_at = given.due_at,
        finished_at = case when given.state <> 'queued' then ${at} end,
        subject = case when given.state = 'queued' then m.subject else '' end,
        body_text = case when given.state = 'queued' then m.body_text else '' end,
        body_html = case when given.state = 'queued' then m.body_html else '' end,
        unsubscribe_url = case when given.state = 'queued' then m.unsubscribe_url end
      from given where m.id = given.id and m.state = 'queued' and (given.state <> 'queued' or m.attempts = given.leased)`),
  );
}

function rowOf({ mail: { id, attempts: leased, toAddress }, state, reason, attempts, dueAt }: Settlement) {
  return { id, state, reason, leased, attempts, due_at: dueAt, address: state === 'suppressed' ? normalAddress(toAddress) : null };
}

export async function purgeFinished(db: Database, before: Date): Promise<number> {
  const removed = await db.transaction((tx) => tx.delete(mailOutbox).where(lt(mailOutbox.finishedAt, before)));
  return removed.count;
}
