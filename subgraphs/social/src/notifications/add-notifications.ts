import { insertOf, type Transaction } from '@marketgraph/db';
import { publishLiveAtOnce } from '@marketgraph/server';
import { sql } from 'drizzle-orm';
import type { WriteDeps } from '../deps.ts';
import type { Message } from '../dispatch/message.ts';
import { personTopic, teamTopic, type ListChange } from './notification-live.ts';
import { notifications } from './notification.tables.ts';

/** A message and the dispatch it belongs to. */
export interface Told {
  readonly dispatchId: string;
  readonly message: Message;
}

/** Puts messages into the lists of those they are for, and tells whoever watches. Each once for its dispatch. Two statements. */
export async function addNotifications(tx: Transaction, deps: WriteDeps, told: readonly Told[]): Promise<void> {
  if (told.length === 0) return;
  const createdAt = deps.clock.now();
  const rows = told.map(({ dispatchId, message }) => ({ id: deps.ids.next('Notification'), dispatchId, createdAt, ...columnsOf(message) }));
  const added = await tx.execute<{ id: string }>(sql`${insertOf(notifications, rows)} on conflict do nothing returning id`);
  const isNew = new Set(added.map(({ id }) => id));
  const changes = rows.flatMap(({ id, userId, teamVendorId, teamPermission }) => {
    const payload: ListChange = { change: 'RECEIVED', notificationId: id, permission: teamPermission, memberId: null };
    return isNew.has(id) ? [{ topic: userId === null ? teamTopic(teamVendorId) : personTopic(userId), payload }] : [];
  });
  await publishLiveAtOnce(tx, deps, changes);
}

/** A message as a row keeps it. */
export function columnsOf({ kind, facts, audience, links }: Message) {
  const nobody = { userId: null, teamVendorId: null, teamPermission: null };
  const to = 'userId' in audience ? { ...nobody, userId: audience.userId } : { ...nobody, teamVendorId: audience.vendorId, teamPermission: audience.permission };
  return { kind, facts, ...links, ...to };
}
