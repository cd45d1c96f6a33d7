import { MINUTE, type Clock, type Id } from '@marketgraph/kernel';
import { createLru } from '../lru.ts';
import type { IdentityAccess, SessionChange, SessionFacts } from './identity-access.ts';

/** What the router remembers of sessions, so that a request costs no question to identity. */
export interface Sessions {
  /**
   * `null` for a session that is over. `mustBeSure` asks identity anew while the feed is down, for what must not run on a
   * revoked session: a mutation, an event for a socket.
   */
  find(sessionId: Id<'Session'>, traceId: string, mustBeSure: boolean): Promise<SessionFacts | null>;
  /** Fed by the session feed. */
  apply(change: SessionChange): void;
  feedLost(): void;
  isFeedUp(): boolean;
  /** Told of every change after it was applied. Returns what takes the listener away again. */
  onChange(listener: (change: SessionChange) => void): () => void;
}

const REMEMBERED_SESSIONS = 50_000;
/** Longer than any access token lives: after that the token itself refuses. */
const REVOKED_FOR = 15 * MINUTE;
/** Bounds what a change that was never announced can do. */
const FACTS_FRESH_FOR = 5 * MINUTE;

interface Remembered {
  readonly facts: SessionFacts;
  readonly at: number;
}

export function createSessions(identity: Pick<IdentityAccess, 'session'>, clock: Clock): Sessions {
  const remembered = createLru<Id<'Session'>, Remembered>(REMEMBERED_SESSIONS);
  const revoked = new Map<Id<'Session'>, number>();
  const asking = new Map<Id<'Session'>, Promise<SessionFacts | null>>();
  const listeners = new Set<(change: SessionChange) => void>();
  let feedUp = false;
  /** Raised by every change: an answer that was asked for before it may already be wrong and is not remembered. */
  let generation = 0;

  const now = (): number => clock.now().getTime();

  async function ask(sessionId: Id<'Session'>, traceId: string): Promise<SessionFacts | null> {
    const asked = generation;
    const facts = await identity.session(sessionId, traceId);
    if (facts !== null && asked === generation) remembered.set(sessionId, { facts, at: now() });
    return facts;
  }

  function askOnce(sessionId: Id<'Session'>, traceId: string): Promise<SessionFacts | null> {
    let answer = asking.get(sessionId);
    if (answer === undefined) {
      const asked = ask(sessionId, traceId).finally(() => {
        // A change in between has already made room for a newer question.
        if (asking.get(sessionId) === asked) asking.delete(sessionId);
      });
      asking.set(sessionId, asked);
      answer = asked;
    }
    return answer;
  }

  function revoke(sessionIds: readonly Id<'Session'>[]): void {
    const time = now();
    for (const id of sessionIds) {
      revoked.set(id, time);
      remembered.delete(id);
    }
    for (const [id, at] of revoked) {
      if (time - at < REVOKED_FOR) break;
      revoked.delete(id);
    }
  }

  function apply(change: SessionChange): void {
    generation += 1;
    asking.clear();
    if (change.kind === 'SNAPSHOT') {
      // Changes of viewers may have gone by while nobody listened: everything is asked again.
      remembered.clear();
      revoke(change.sessionIds);
      feedUp = true;
    } else if (change.kind === 'REVOKED') {
      revoke(change.sessionIds);
    } else {
      for (const [id, { facts }] of remembered.entries()) if (facts.userId === change.userId) remembered.delete(id);
    }
    for (const listener of listeners) listener(change);
  }

  return {
    find: async (sessionId, traceId, mustBeSure) => {
      if (revoked.has(sessionId)) return null;
      // Sure means asked from now on, not the answer to a question that somebody put before.
      if (mustBeSure && !feedUp) return ask(sessionId, traceId);
      const known = remembered.get(sessionId);
      if (known !== undefined && now() - known.at < FACTS_FRESH_FOR) return known.facts;
      const facts = await askOnce(sessionId, traceId);
      return revoked.has(sessionId) ? null : facts;
    },
    apply,
    feedLost: () => {
      feedUp = false;
    },
    isFeedUp: () => feedUp,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
