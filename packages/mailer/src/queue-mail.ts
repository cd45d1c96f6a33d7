import type { Transaction } from '@marketgraph/db';
import { addMilliseconds, DAY, type Clock, type IdGenerator } from '@marketgraph/kernel';
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

/** Queues a mail in the transaction of what it tells of. False: one with this key was queued before. */
export async function queueMail(tx: Transaction, { clock, ids }: { readonly clock: Clock; readonly ids: IdGenerator }, mail: NewMail): Promise<boolean> {
  const now = clock.now();
  const row = {
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
  };
  const queued = await tx.insert(mailOutbox).values(row).onConflictDoNothing({ target: mailOutbox.key }).returning({ id: mailOutbox.id });
  return queued.length > 0;
}
