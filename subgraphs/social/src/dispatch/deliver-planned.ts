import type { Transaction } from '@marketgraph/db';
import { queueMail } from '@marketgraph/mailer';
import { and, eq, isNotNull } from 'drizzle-orm';
import type { DeliverDeps } from '../deps.ts';
import { addNotifications } from '../notifications/add-notifications.ts';
import { renderNotificationMail, type MailReader } from '../templates/render.ts';
import { dispatches, type DispatchRow } from './dispatch.tables.ts';
import type { Message } from './message.ts';
import type { Recipient, Recipients } from './recipients.ts';

/**
 * Tells everybody of one dispatch, in one transaction with its end: rows of the app, live events and queued mails. Done
 * twice it tells once: the dispatch is over, each row is unique by dispatch, kind and audience, and each mail has a key.
 */
export async function deliverOne(deps: DeliverDeps, dispatch: DispatchRow, messages: readonly Message[], recipientsOf: Recipients): Promise<void> {
  const reached = messages.filter(({ audience }) => recipientsOf(audience).length > 0);
  await deps.db.transaction(async (tx) => {
    const [open] = await tx
      .select({ id: dispatches.id })
      .from(dispatches)
      .where(and(eq(dispatches.id, dispatch.id), isNotNull(dispatches.dueAt)))
      .for('update');
    if (open === undefined) return;
    for (const message of reached) {
      for (const recipient of recipientsOf(message.audience)) await mailTo(tx, deps, dispatch.id, message, recipient);
    }
    await tx.update(dispatches).set({ dueAt: null, finishedAt: deps.clock.now(), payload: {} }).where(eq(dispatches.id, dispatch.id));
    // Last, since it locks the topics of people and teams: a busy team's must not be held for long.
    await addNotifications(tx, deps, dispatch.id, reached);
  });
}

async function mailTo(tx: Transaction, deps: DeliverDeps, dispatchId: string, { kind, facts, audience, links }: Message, { userId, email, name, locale }: Recipient): Promise<void> {
  const reader: MailReader = { name, locale, team: 'userId' in audience ? null : storeOf(facts) };
  const mail = renderNotificationMail({ kind, facts }, links, reader, deps.settings);
  if (mail === null) return;
  await queueMail(tx, deps, { ...mail, key: `${dispatchId}:${kind}:${userId}`, to: email });
}

/** Every kind that teams are told of names its store. */
function storeOf(facts: Message['facts']): string {
  return 'store' in facts && facts.store !== '' ? facts.store : 'a store';
}
