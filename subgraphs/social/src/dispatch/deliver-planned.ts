import { rowsOf, type Transaction } from '@marketgraph/db';
import { queueMails, type NewMail } from '@marketgraph/mailer';
import { sql } from 'drizzle-orm';
import type { DeliverDeps } from '../deps.ts';
import { addNotifications } from '../notifications/add-notifications.ts';
import { renderNotificationMail, type MailReader } from '../templates/render.ts';
import { dispatches, type DispatchRow } from './dispatch.tables.ts';
import type { Message } from './message.ts';
import type { Recipient, Recipients } from './recipients.ts';

/** A dispatch and what is to be told of it. */
export interface Planned {
  readonly dispatch: DispatchRow;
  readonly messages: readonly Message[];
}

/**
 * Tells everybody of these dispatches, in one transaction with their end: rows of the app, live events and queued mails, a
 * statement for each. Done twice it tells once: a dispatch that is over is left out, each row is unique by dispatch, kind
 * and audience, and each mail has a key.
 */
export async function deliverPlanned(deps: DeliverDeps, planned: readonly Planned[], recipientsOf: Recipients): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const ended = await endOpen(tx, planned, deps.clock.now());
    const told = planned.flatMap(({ dispatch, messages }) => (ended.has(dispatch.id) ? messages.map((message) => ({ dispatchId: dispatch.id, message })) : []));
    const reached = told.filter(({ message }) => recipientsOf(message.audience).length > 0);
    const mails = reached.flatMap(({ dispatchId, message }) => recipientsOf(message.audience).flatMap((recipient) => mailTo(deps, dispatchId, message, recipient)));
    await queueMails(tx, deps, mails);
    // Last, since it locks the topics of people and teams: a busy team's must not be held for long.
    await addNotifications(tx, deps, reached);
  });
}

/** Ends those that are not over yet and answers which; whoever else has one of them in hand waits for the commit, and leaves it out. */
async function endOpen(tx: Transaction, planned: readonly Planned[], now: Date): Promise<Set<string>> {
  const rows = planned.map(({ dispatch }) => ({ id: dispatch.id }));
  const ended = await tx.execute<{ id: string }>(sql`
    with open as (
      select d.id from ${rowsOf(rows, 'id uuid')} join ${dispatches} as d using (id)
      where d.due_at is not null order by d.id for update of d
    )
    update ${dispatches} as d set due_at = null, finished_at = ${now.toISOString()}::timestamptz, payload = '{}'
    from open where d.id = open.id
    returning d.id`);
  return new Set(ended.map(({ id }) => id));
}

/** None where this kind is not mailed. */
function mailTo(deps: DeliverDeps, dispatchId: string, { kind, facts, audience, links }: Message, { userId, email, name, locale }: Recipient): NewMail[] {
  const reader: MailReader = { name, locale, team: 'userId' in audience ? null : storeOf(facts) };
  const mail = renderNotificationMail({ kind, facts }, links, reader, deps.settings);
  return mail === null ? [] : [{ ...mail, key: `${dispatchId}:${kind}:${userId}`, to: email }];
}

/** Every kind that teams are told of names its store. */
function storeOf(facts: Message['facts']): string {
  return 'store' in facts && facts.store !== '' ? facts.store : 'a store';
}
