import { rowsOf, type Transaction } from '@marketgraph/db';
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

const COLUMNS = 'id uuid, key text, to_address text, subject text, body_text text, body_html text, unsubscribe_url text, give_up_at timestamptz';

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
    to_address: mail.to.trim(),
    subject: mail.subject,
    body_text: mail.text,
    body_html: mail.html,
    unsubscribe_url: mail.unsubscribeUrl ?? null,
    give_up_at: mail.giveUpAt ?? addMilliseconds(now, DAY),
  }));
  // In order of key: two that queue the same mails must not wait for each other in a circle.
  const inOrder = rows.toSorted((left, right) => (left.key < right.key ? -1 : 1));
  const at = sql`${now.toISOString()}::timestamptz`;
  const queued = await tx.execute(sql`
    insert into ${mailOutbox} (id, key, to_address, subject, body_text, body_html, unsubscribe_url, state, attempts, due_at, give_up_at, created_at)
    select id, key, to_address, subject, body_text, body_html, unsubscribe_url, 'queued', 0, ${at}, give_up_at, ${at} from ${rowsOf(inOrder, COLUMNS)}
    on conflict (key) do nothing
    returning id`);
  return queued.length;
}
