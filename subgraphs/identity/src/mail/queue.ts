import { randomUUID } from 'node:crypto';
import type { Transaction } from '@marketgraph/db';
import { queueMail, renderMail, type MailContent } from '@marketgraph/mailer';
import type { CommandDeps } from '../deps.ts';

/** Each of identity's mails stands for itself: asking twice for a code makes two mails. */
export async function mail(tx: Transaction, deps: Pick<CommandDeps, 'clock' | 'ids'>, kind: string, to: string, content: MailContent, giveUpAt?: Date): Promise<void> {
  const what = { key: `${kind}:${randomUUID()}`, to, ...renderMail(content) };
  await queueMail(tx, deps, giveUpAt === undefined ? what : { ...what, giveUpAt });
}
