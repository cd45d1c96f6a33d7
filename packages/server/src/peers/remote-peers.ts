import type { SubgraphName } from '@marketgraph/kernel';
import { Agent } from 'undici';
import { serviceViewer } from '../viewer/service-viewer.ts';
import { VIEWER_HEADER, type ViewerSigner } from '../viewer/signed-viewer.types.ts';
import { PeerRefused, PeerUnavailable, type PeerCall, type Peers } from './peers.ts';
import { readAnswer, type PeerAnswer } from './read-answer.ts';

export interface RemotePeersOptions {
  caller: SubgraphName;
  /** Base addresses, such as `http://catalog:4002`. */
  addresses: Readonly<Partial<Record<SubgraphName, string>>>;
  sign: ViewerSigner;
  /** For the whole exchange; 5 seconds unless told. */
  timeoutMs?: number;
}

export interface RemotePeers extends Peers {
  close(): Promise<void>;
}

/** Peers in other processes, over HTTP with a viewer signed by the caller. */
export function createRemotePeers({ caller, addresses, sign, timeoutMs = 5_000 }: RemotePeersOptions): RemotePeers {
  const agent = new Agent({ keepAliveTimeout: 30_000 });

  async function exchange(name: SubgraphName, base: string, { document, variables, traceId }: PeerCall): Promise<unknown> {
    const { origin } = new URL(base);
    const { statusCode, body } = await agent.request({
      origin,
      path: '/graphql',
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', [VIEWER_HEADER]: await sign(serviceViewer(caller, traceId), [name]) },
      body: JSON.stringify({ query: document, variables }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const answer = (await body.json()) as PeerAnswer;
    if (statusCode === 401 || statusCode === 413) throw new PeerRefused(name, statusCode === 401 ? 'UNAUTHENTICATED' : 'BAD_USER_INPUT', `status ${statusCode}`);
    if (statusCode >= 500) throw new PeerUnavailable(name, `status ${statusCode}`);
    return readAnswer(name, answer);
  }

  return {
    request: async <Data>(name: SubgraphName, call: PeerCall) => {
      const base = addresses[name];
      if (base === undefined) throw new PeerUnavailable(name, 'no address is configured');
      try {
        return (await exchange(name, base, call)) as Data;
      } catch (error) {
        if (error instanceof PeerRefused || error instanceof PeerUnavailable) throw error;
        throw new PeerUnavailable(name, error instanceof Error ? error.message : 'unknown failure', { cause: error });
      }
    },
    close: () => agent.close(),
  };
}
