import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import { createClient } from 'graphql-ws';
import { accessToken, onSessionChange } from './session.ts';

/** Queries and mutations over HTTP, subscriptions over graphql-ws, both as whoever is signed in at that moment. */
export function createExplorerFetcher(path: string): Fetcher {
  const url = new URL(path, location.href);
  const socketUrl = new URL(url);
  socketUrl.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const client = createClient({
    url: socketUrl.toString(),
    connectionParams: async () => authorization(await accessToken()),
  });
  // A socket is signed in once, when it opens: another viewer needs another one.
  onSessionChange(() => client.terminate());
  const fetcher = createGraphiQLFetcher({ url: url.toString(), wsClient: client });
  return async (params, options) => {
    const headers = { ...authorization(await accessToken()), ...options?.headers };
    return fetcher(params, { ...options, headers });
  };
}

function authorization(token: string | null): Record<string, string> {
  return token === null ? {} : { authorization: `Bearer ${token}` };
}
