import type { Membership, UserViewer } from '@marketgraph/contracts';
import type { Id } from '@marketgraph/kernel';
import type { JSONWebKeySet } from 'jose';
import type { Stream } from '../streams.ts';

/** What identity knows of who stands behind a session. */
export interface SessionFacts extends Pick<UserViewer, 'userId' | 'emailVerified' | 'operatorRole'> {
  readonly memberships: readonly Membership[];
  /** From the profile; `null` where the person has not chosen. */
  readonly locale: string | null;
}

export type SessionChange =
  /** Every session that is revoked and may still have a valid access token. */
  | { readonly kind: 'SNAPSHOT'; readonly sessionIds: readonly Id<'Session'>[] }
  | { readonly kind: 'REVOKED'; readonly sessionIds: readonly Id<'Session'>[] }
  /** What is remembered of this person's sessions is out of date. */
  | { readonly kind: 'VIEWER_CHANGED'; readonly userId: Id<'User'> };

/** What the router asks identity. All of it throws `SubgraphUnavailable` while identity does not answer. */
export interface IdentityAccess {
  jwks(): Promise<JSONWebKeySet>;
  /** `null` for a session that is over or unknown. */
  session(sessionId: Id<'Session'>, traceId: string): Promise<SessionFacts | null>;
  /** A snapshot first, then changes. */
  sessionFeed(): Promise<Stream<SessionChange>>;
}
