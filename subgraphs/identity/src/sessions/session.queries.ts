import type { Reader } from '@marketgraph/db';
import type { Id } from '@marketgraph/kernel';
import { and, desc, eq, gt, gte, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import type { Page } from '@marketgraph/server';
import { cursorId, cursorTime } from '../cursors.ts';
import { revocationsMatterSince } from './session.rules.ts';
import { sessions } from './session.tables.ts';

export type SessionRow = typeof sessions.$inferSelect;

/** Newest first, live ones alone; one row more than the page holds. */
export async function liveSessions(db: Reader, userId: Id<'User'>, { limit, after }: Page, now: Date): Promise<SessionRow[]> {
  const behind = after === null ? undefined : behindCursor(cursorTime(after), cursorId('Session', after));
  return db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), gt(sessions.expiresAt, now), behind))
    .orderBy(desc(sessions.createdAt), desc(sessions.id))
    .limit(limit + 1);
}

export async function liveSession(db: Reader, id: Id<'Session'>, now: Date): Promise<SessionRow | undefined> {
  const [session] = await db.select().from(sessions).where(and(eq(sessions.id, id), isNull(sessions.revokedAt), gt(sessions.expiresAt, now)));
  return session;
}

/** Sessions that are over although an access token of theirs may not have expired yet. */
export async function revokedLately(db: Reader, now: Date): Promise<Id<'Session'>[]> {
  const rows = await db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(isNotNull(sessions.revokedAt), gte(sessions.revokedAt, revocationsMatterSince(now))))
    .orderBy(sql`${sessions.revokedAt}`);
  return rows.map(({ id }) => id);
}

function behindCursor(createdAt: Date, id: Id<'Session'>) {
  return or(lt(sessions.createdAt, createdAt), and(eq(sessions.createdAt, createdAt), lt(sessions.id, id)));
}
