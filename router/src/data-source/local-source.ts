import type { Subgraph } from '@marketgraph/server';
import { parse, type DocumentNode, type ExecutionResult } from 'graphql';
import { createLru } from '../lru.ts';
import { mapStream, type Stream } from '../streams.ts';
import type { SubgraphAnswer, SubgraphCall, SubgraphSource } from './source.ts';
import { requireEvent } from './stream-end.ts';

/** Plans repeat themselves: parsing every fetch again is a third of what it costs. */
const REMEMBERED_QUERIES = 5_000;

/** A subgraph in this process: no HTTP, no JSON, no token. The viewer was verified at the entrance and goes along as it is. */
export function createLocalSource(name: string, subgraph: Pick<Subgraph, 'execute' | 'subscribe'>): SubgraphSource {
  const parsed = createLru<string, DocumentNode>(REMEMBERED_QUERIES);

  function request({ query, variables, operationName, viewer }: SubgraphCall): Parameters<Subgraph['execute']>[0] {
    let document = parsed.get(query);
    if (document === undefined) {
      document = parse(query, { noLocation: true });
      parsed.set(query, document);
    }
    return { document, variables, operationName, viewer };
  }

  async function stream(call: SubgraphCall): Promise<Stream<SubgraphAnswer>> {
    const results = await subgraph.subscribe(request(call));
    if (Symbol.asyncIterator in results) return mapStream(results, (result) => requireEvent(name, answerOf(result)));
    requireEvent(name, answerOf(results));
    throw new Error(`${name} answered a subscription once instead of with a stream`);
  }

  return {
    name,
    execute: async (call) => answerOf(await subgraph.execute(request(call))),
    subscribe: stream,
    isUp: () => true,
    close: async () => undefined,
  };
}

/** graphql-js and the wire differ only in how an error is held. */
function answerOf(result: ExecutionResult): SubgraphAnswer {
  return result as SubgraphAnswer;
}
