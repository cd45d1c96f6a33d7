import type { WebSocket, WebSocketServer } from 'ws';

const BEAT = 15_000;

/**
 * Pings every socket and cuts those that did not answer the last time: a client that vanished without a word would keep
 * its streams open. One timer for all of them, since ten thousand sockets should not cost ten thousand timers.
 */
export function startHeartbeat(sockets: WebSocketServer): () => void {
  const silent = new WeakSet<WebSocket>();
  const known = new WeakSet<WebSocket>();
  const timer = setInterval(() => {
    for (const socket of sockets.clients) {
      if (silent.has(socket)) {
        socket.terminate();
        continue;
      }
      if (!known.has(socket)) {
        known.add(socket);
        socket.on('pong', () => silent.delete(socket));
      }
      silent.add(socket);
      socket.ping();
    }
  }, BEAT);
  return () => clearInterval(timer);
}
