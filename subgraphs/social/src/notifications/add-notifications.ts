import type { Transaction } from '@marketgraph/db';
import { publishLive } from '@marketgraph/server';
import type { WriteDeps } from '../deps.ts';
import type { Message } from '../dispatch/message.ts';
import { personTopic, teamTopic, type ListChange } from './notification-live.ts';
import { notifications } from './notification.tables.ts';

/** Puts messages into the lists of those they are for, and tells whoever watches. Each once for its dispatch. */
export async function addNotifications(tx: Transaction, deps: WriteDeps, dispatchId: string, messages: readonly Message[]): Promise<void> {
  if (messages.length === 0) return;
  const createdAt = deps.clock.now();
  const added = await tx
    .insert(notifications)
    .values(messages.map((message) => ({ id: deps.ids.next('Notification'), dispatchId, createdAt, ...columnsOf(message) })))
    .onConflictDoNothing()
    .returning();
  const events = added.map(({ id, userId, teamVendorId, teamPermission }) => ({
    topic: userId === null ? teamTopic(teamVendorId ?? '') : personTopic(userId),
    payload: { change: 'RECEIVED', notificationId: id, permission: teamPermission, memberId: null } satisfies ListChange,
  }));
  // In one order, so that two dispatches to the same people never wait for each other in a circle.
  for (const { topic, payload } of events.toSorted((left, right) => (left.topic < right.topic ? -1 : 1))) await publishLive(tx, deps, topic, payload);
}

/** A message as a row keeps it. */
export function columnsOf({ kind, facts, audience, links }: Message) {
  const to = 'userId' in audience ? { userId: audience.userId } : { teamVendorId: audience.vendorId, teamPermission: audience.permission };
  return { kind, facts, ...links, ...to };
}
