import type { Id } from '@marketgraph/kernel';
import type { WebSocket } from 'ws';

/** Which sockets belong to which session, so that they can be closed when it ends. */
export interface SocketSessions {
  add(sessionId: Id<'Session'>, socket: WebSocket): void;
  remove(sessionId: Id<'Session'>, socket: WebSocket): void;
  /** Closes what belongs to the session. */
  end(sessionId: Id<'Session'>): void;
  ids(): Id<'Session'>[];
}

/** Fatal for clients of graphql-ws: they do not come back with the same token. */
const SESSION_OVER = 4401;

export function createSocketSessions(): SocketSessions {
  const sockets = new Map<Id<'Session'>, Set<WebSocket>>();
  return {
    add: (sessionId, socket) => {
      const known = sockets.get(sessionId);
      if (known === undefined) sockets.set(sessionId, new Set([socket]));
      else known.add(socket);
    },
    remove: (sessionId, socket) => {
      const known = sockets.get(sessionId);
      known?.delete(socket);
      if (known?.size === 0) sockets.delete(sessionId);
    },
    end: (sessionId) => {
      for (const socket of sockets.get(sessionId) ?? []) socket.close(SESSION_OVER, 'Session over');
    },
    ids: () => [...sockets.keys()],
  };
}
