import type { Id } from '@marketgraph/kernel';
import type { Logger } from '@marketgraph/server';
import { SubgraphUnavailable } from '../errors/subgraph-errors.ts';
import type { SessionChange } from '../viewer/identity-access.ts';
import type { Sessions } from '../viewer/sessions.ts';
import { randomTraceId } from '../viewer/trace.ts';
import type { SocketSessions } from './socket-sessions.ts';

/** Closes the sockets of sessions that end. */
export function watchSessions(sessions: Sessions, sockets: SocketSessions, log: Logger): () => void {
  async function apply(change: SessionChange): Promise<void> {
    if (change.kind === 'VIEWER_CHANGED') return;
    for (const sessionId of change.sessionIds) sockets.end(sessionId);
    // A snapshot names only sessions whose tokens may still be valid; a socket may be much older than its token.
    if (change.kind === 'SNAPSHOT') for (const sessionId of sockets.ids()) await check(sessionId);
  }

  async function check(sessionId: Id<'Session'>): Promise<void> {
    try {
      if ((await sessions.find(sessionId, randomTraceId(), true)) === null) sockets.end(sessionId);
    } catch (error) {
      // The next snapshot comes with the next connection to identity; until then every event is checked by itself.
      if (!(error instanceof SubgraphUnavailable)) throw error;
    }
  }

  return sessions.onChange((change) => {
    apply(change).catch((error: unknown) => log.error({ err: error }, 'sockets were not checked'));
  });
}
