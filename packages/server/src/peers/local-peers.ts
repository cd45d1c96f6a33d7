import type { SubgraphName } from '@marketgraph/kernel';
import { parse, validate, type DocumentNode } from 'graphql';
import type { Subgraph } from '../graph/subgraph.types.ts';
import { serviceViewer } from '../viewer/service-viewer.ts';
import { PeerRefused, PeerUnavailable, type Peers } from './peers.ts';
import { readAnswer } from './read-answer.ts';

const TIMEOUT_MS = 5_000;

/**
 * Peers of the same process, called through their schemas as the service `caller`. `subgraphs` is a function because
 * each subgraph gets its peers before all of them exist.
 */
export function createLocalPeers(caller: SubgraphName, subgraphs: () => ReadonlyMap<SubgraphName, Subgraph>): Peers {
  const documents = new Map<string, DocumentNode>();

  function prepare(subgraph: Subgraph, text: string): DocumentNode {
    const key = `${subgraph.name} ${text}`;
    const known = documents.get(key);
    if (known !== undefined) return known;
    const document = parse(text, { noLocation: true });
    const [mistake] = validate(subgraph.schema, document);
    if (mistake !== undefined) throw new PeerRefused(subgraph.name, 'GRAPHQL_VALIDATION_FAILED', mistake.message);
    documents.set(key, document);
    return document;
  }

  return {
    request: async <Data>(name: SubgraphName, { document, variables, traceId }: { document: string; variables: Readonly<Record<string, unknown>>; traceId: string }) => {
      const subgraph = subgraphs().get(name);
      if (subgraph === undefined) throw new PeerUnavailable(name, 'it is not part of this process');
      const answer = subgraph.execute({ document: prepare(subgraph, document), variables, viewer: serviceViewer(caller, traceId) });
      return asOnTheWire<Data>(readAnswer(name, await withinTime(name, answer)));
    },
  };
}

/** graphql-js answers with objects that have no prototype, which callers cannot tell from what JSON brings until something breaks. */
function asOnTheWire<Data>(answer: unknown): Data {
  return JSON.parse(JSON.stringify(answer)) as Data;
}

/** The same patience as over HTTP, so that a process meets the same failures in both forms. */
async function withinTime<T>(name: SubgraphName, answer: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new PeerUnavailable(name, `no answer within ${TIMEOUT_MS} ms`)), TIMEOUT_MS);
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
