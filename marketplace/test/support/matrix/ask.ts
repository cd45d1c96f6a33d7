import type { Viewer } from '@marketgraph/contracts';
import { systemClock, type SubgraphName } from '@marketgraph/kernel';
import { createViewerSigner, VIEWER_HEADER } from '@marketgraph/server';
import { parse } from 'graphql';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { GraphErrors, type GraphClient, type GraphError } from '../../../src/walkthrough/graph-client.ts';
import { must } from '../must.ts';
import type { Marketplace } from '../start-marketplace.ts';
import type { RootOperation } from './documents.ts';

type Variables = Readonly<Record<string, unknown>>;

export interface Reply {
  /** What the root field answered. */
  readonly value: unknown;
  readonly codes: readonly string[];
  readonly errors: readonly GraphError[];
}

/** As a client, through the router. Of a subscription the first event. */
export async function askRouter(graph: GraphClient, { kind, field, document }: RootOperation, variables: Variables): Promise<Reply> {
  if (kind !== 'Subscription') return replyOf(field, await graph.execute(document, variables));
  const stream = graph.subscribe<Record<string, unknown>>(document, variables);
  try {
    return replyOf(field, { data: await stream.next(), errors: [] });
  } catch (error) {
    if (!(error instanceof GraphErrors)) throw error;
    return replyOf(field, { data: null, errors: error.errors });
  } finally {
    stream.close();
  }
}

/** As another service would: straight to the owner, with a viewer that it has signed. */
export async function askOwner(marketplace: Marketplace, operation: RootOperation, variables: Variables, viewer: Viewer): Promise<Reply> {
  const { kind, field, subgraph, document } = operation;
  const { one } = marketplace;
  if (one === undefined) return overTheWire(marketplace, operation, variables, viewer);
  const owner = must(one.subgraphs.get(subgraph), subgraph);
  const request = { document: parse(document), variables, viewer };
  if (kind !== 'Subscription') return replyOf(field, JSON.parse(JSON.stringify(await owner.execute(request))) as Answer);
  const events = await owner.subscribe(request);
  if (!(Symbol.asyncIterator in events)) return replyOf(field, JSON.parse(JSON.stringify(events)) as Answer);
  const first = await events.next();
  await events.return?.();
  return replyOf(field, JSON.parse(JSON.stringify(first.value)) as Answer);
}

interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphError[];
}

async function overTheWire({ subgraphUrls, secrets }: Marketplace, { kind, field, subgraph, document }: RootOperation, variables: Variables, viewer: Viewer): Promise<Reply> {
  const url = `${must(subgraphUrls, 'address')[subgraph]}/graphql`;
  const token = await sign(secrets, subgraph, viewer);
  if (kind !== 'Subscription') {
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', [VIEWER_HEADER]: token }, body: JSON.stringify({ query: document, variables }) });
    return replyOf(field, (await response.json()) as Answer);
  }
  const client = createClient({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, connectionParams: { viewer: token }, retryAttempts: 0 });
  try {
    for await (const event of client.iterate<Record<string, unknown>>({ query: document, variables: { ...variables } })) return replyOf(field, event as unknown as Answer);
    throw new Error(`${field} ended without an event`);
  } catch (error) {
    if (!Array.isArray(error)) throw error;
    return replyOf(field, { errors: error as GraphError[] });
  } finally {
    await client.dispose();
  }
}

function sign(secrets: Marketplace['secrets'], subgraph: SubgraphName, viewer: Viewer): Promise<string> {
  const issuer = viewer.kind === 'service' ? viewer.service : 'router';
  return createViewerSigner({ issuer, privateJwk: must(secrets.serviceKeys[issuer], `key of ${issuer}`), clock: systemClock })(viewer, [subgraph]);
}

function replyOf(field: string, { data, errors = [] }: Answer): Reply {
  return { value: data?.[field] ?? null, errors, codes: errors.map(({ extensions }) => extensions?.code ?? 'NONE') };
}
