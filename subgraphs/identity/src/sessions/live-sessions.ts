import type { Transaction } from '@marketgraph/db';
import type { Clock, Id } from '@marketgraph/kernel';
import { publishLive } from '@marketgraph/server';

/** What every router must know at once. One topic for all: a router follows every session anyway. */
export const SESSION_TOPIC = 'identity.sessions';

/** Ids as uuids; an event as it lies in the database. */
export type SessionChange = {
  readonly kind: 'SNAPSHOT' | 'REVOKED' | 'VIEWER_CHANGED';
  readonly sessionIds: readonly string[];
  readonly userId: string | null;
};

/**
 * Both come last in a transaction: they raise the number on the topic's row, which everybody who publishes waits for.
 */
export async function publishRevoked(tx: Transaction, deps: { readonly clock: Clock }, sessionIds: readonly Id<'Session'>[]): Promise<void> {
  if (sessionIds.length === 0) return;
  await publishLive(tx, deps, SESSION_TOPIC, { kind: 'REVOKED', sessionIds, userId: null });
}

/** What routers know of these people (rights, verified address, locale) is out of date. */
export async function publishViewersChanged(tx: Transaction, deps: { readonly clock: Clock }, userIds: readonly Id<'User'>[]): Promise<void> {
  for (const userId of new Set(userIds)) {
    await publishLive(tx, deps, SESSION_TOPIC, { kind: 'VIEWER_CHANGED', sessionIds: [], userId });
  }
}
