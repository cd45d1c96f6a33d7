import { lockRows, type Transaction } from '@marketgraph/db';
import { fail, ok, type Clock, type Id, type Result } from '@marketgraph/kernel';
import { and, eq, gt, inArray, isNull, ne, type SQL } from 'drizzle-orm';
import type { CommandDeps } from '../deps.ts';
import { notFound, type NotFound } from '../errors.ts';
import { publishRevoked } from './live-sessions.ts';
import type { RevokedReason } from './session.rules.ts';
import { sessions } from './session.tables.ts';

interface Which {
  readonly userId: Id<'User'>;
  readonly only?: Id<'Session'>;
  readonly except?: Id<'Session'>;
}

/**
 * Revokes the live sessions meant and publishes it, in the caller's transaction: a session is refused everywhere as soon
 * as, and only if, the change that ended it is committed.
 */
export async function endSessions(tx: Transaction, deps: { readonly clock: Clock }, which: Which, reason: RevokedReason): Promise<Id<'Session'>[]> {
  const now = deps.clock.now();
  const conditions: (SQL | undefined)[] = [
    eq(sessions.userId, which.userId),
    isNull(sessions.revokedAt),
    gt(sessions.expiresAt, now),
    which.only === undefined ? undefined : eq(sessions.id, which.only),
    which.except === undefined ? undefined : ne(sessions.id, which.except),
  ];
  const found = await tx.select({ id: sessions.id }).from(sessions).where(and(...conditions));
  const ids = found.map(({ id }) => id);
  if (ids.length === 0) return [];
  await lockRows(tx, sessions, ids);
  const ended = await tx
    .update(sessions)
    .set({ revokedAt: now, revokedReason: reason })
    .where(and(inArray(sessions.id, ids), isNull(sessions.revokedAt)))
    .returning({ id: sessions.id });
  const endedIds = ended.map(({ id }) => id);
  await publishRevoked(tx, deps, endedIds);
  return endedIds;
}

export interface SessionActor {
  readonly userId: Id<'User'>;
  readonly sessionId: Id<'Session'>;
}

/** Ends one of the actor's own sessions; a foreign, unknown or ended one is not found. */
export async function endSession(deps: CommandDeps, actor: SessionActor, input: { id: Id<'Session'> }): Promise<Result<{ sessionId: Id<'Session'> }, NotFound>> {
  const ended = await deps.db.transaction((tx) => endSessions(tx, deps, { userId: actor.userId, only: input.id }, 'LOGGED_OUT'));
  return ended.length === 0 ? fail(notFound('You have no such session.', 'id')) : ok({ sessionId: input.id });
}

export async function endOtherSessions(deps: CommandDeps, actor: SessionActor): Promise<Result<{ endedSessions: number }, never>> {
  const ended = await deps.db.transaction((tx) => endSessions(tx, deps, { userId: actor.userId, except: actor.sessionId }, 'LOGGED_OUT'));
  return ok({ endedSessions: ended.length });
}

export async function endAllSessions(deps: CommandDeps, actor: SessionActor): Promise<Result<{ endedSessions: number }, never>> {
  const ended = await deps.db.transaction((tx) => endSessions(tx, deps, { userId: actor.userId }, 'LOGGED_OUT'));
  return ok({ endedSessions: ended.length });
}
