import type { OperatorRole, VendorPermission } from '@marketgraph/contracts';
import type { Reader } from '@marketgraph/db';
import type { Id } from '@marketgraph/kernel';
import { usersByIds, type UserRow } from '../accounts/account.queries.ts';
import { liveSession } from '../sessions/session.queries.ts';
import { activeSeatsOfUser, activeSeatsOfVendors, type SeatRow } from '../team/team.queries.ts';
import { granted, isKnownOutside } from '../team/team.rules.ts';

/** What a router makes the viewer of. */
export interface SessionFacts {
  readonly sessionId: Id<'Session'>;
  readonly userId: Id<'User'>;
  readonly emailVerified: boolean;
  /** Seats in vendors that were approved and are not closed: before that there is nothing to do outside of identity. */
  readonly memberships: readonly SeatRow[];
  readonly operatorRole: OperatorRole | null;
  readonly locale: string;
}

export async function sessionFacts(db: Reader, sessionId: Id<'Session'>, now: Date): Promise<SessionFacts | null> {
  const session = await liveSession(db, sessionId, now);
  if (session === undefined) return null;
  const [[user], seats] = await Promise.all([usersByIds(db, [session.userId]), activeSeatsOfUser(db, session.userId)]);
  if (user === undefined) return null;
  const memberships = seats.filter((seat) => isKnownOutside(seat.vendorStatus));
  return { sessionId, userId: user.id, emailVerified: user.emailVerifiedAt !== null, memberships, operatorRole: user.operatorRole, locale: user.locale };
}

export interface Recipient {
  readonly user: UserRow;
  readonly vendorId: Id<'Vendor'> | null;
}

export interface RecipientsWanted {
  readonly userIds: readonly Id<'User'>[];
  readonly vendorIds: readonly Id<'Vendor'>[];
  readonly permission: VendorPermission | null;
}

/**
 * By what the role grants, not by what is in force: a suspended vendor's team must still be told that it is suspended.
 * Two statements, however many are asked for.
 */
export async function recipients(db: Reader, { userIds, vendorIds, permission }: RecipientsWanted): Promise<Recipient[]> {
  const seats = (await activeSeatsOfVendors(db, vendorIds)).filter((seat) => permission === null || granted(seat).includes(permission));
  const people = await usersByIds(db, [...new Set([...userIds, ...seats.map((seat) => seat.userId)])]);
  const byId = new Map(people.map((user) => [user.id, user]));
  const wanted = [...[...new Set(userIds)].map((userId) => ({ userId, vendorId: null })), ...seats];
  return wanted.flatMap(({ userId, vendorId }) => {
    const user = byId.get(userId);
    return user === undefined ? [] : [{ user, vendorId }];
  });
}
