import { insertOf, type Transaction } from '@marketgraph/db';
import { addMilliseconds, DAY, type Clock, type IdGenerator } from '@marketgraph/kernel';
import { sql } from 'drizzle-orm';
import { mailOutbox } from './outbox.tables.ts';
import type { RenderedMail } from './render-mail.ts';

export interface NewMail extends RenderedMail {
  /** What makes it one mail: `order-placed:<order>`. Queued again under the same key, nothing happens. */
  readonly key: string;
  readonly to: string;
  readonly unsubscribeUrl?: string;
  /** After this it is of no use any more (a code's end); a day after now unless told. */
  readonly giveUpAt?: Date;
}

interface QueueDeps {
  readonly clock: Clock;
  readonly ids: IdGenerator;
}

/** Queues a mail in the transaction of what it tells of. False: one with this key was queued before. */
export async function queueMail(tx: Transaction, deps: QueueDeps, mail: NewMail): Promise<boolean> {
  return (await queueMails(tx, deps, [mail])) > 0;
}

/** As {@link queueMail}, in one statement. Answers how many were not queued before. */
export async function queueMails(tx: Transaction, { clock, ids }: QueueDeps, mails: readonly NewMail[]): Promise<number> {
  if (mails.length === 0) return 0;
  const now = clock.now();
  const rows = mails.map((mail) => ({
    id: ids.next('Mail'),
    key: mail.key,
    toAddress: mail.to.trim(),
    subject: mail.subject,
    bodyText: mail.text,
    bodyHtml: mail.html,
    unsubscribeUrl: mail.unsubscribeUrl ?? null,
    state: 'queued' as const,
    attempts: 0,
    dueAt: now,
    giveUpAt: mail.giveUpAt ?? addMilliseconds(now, DAY),
    createdAt: now,
  }));
  // In order of key: two that queue the same mails must not wait for each other in a circle.
  const inOrder = rows.toSorted((left, right) => (left.key < right.key ? -1 : 1));
  const queued = await tx.execute(sql`${insertOf(mailOutbox, inOrder)} on conflict (key) do nothing returning id`);
  return queued.length;
}
