import { waitFor } from '@marketgraph/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FORMS, startGraph, type TestGraph } from './support/start-graph.ts';

interface Events {
  readonly status: number;
  readonly type: string | null;
  /** `event` and parsed `data` of each so far. */
  readonly all: { readonly event: string; readonly data: unknown }[];
  readonly ended: () => boolean;
  stop(): void;
}

describe.each(FORMS)('server-sent events, subgraphs %s (PLT-02)', (form) => {
  let graph: TestGraph;
  beforeEach(async () => {
    graph = await startGraph(form);
  });
  afterEach(() => graph.close());

  async function open(query: string, { authorization, accept = 'text/event-stream' }: { authorization?: string; accept?: string } = {}): Promise<Events> {
    const controller = new AbortController();
    const response = await fetch(`${graph.url}/graphql`, {
      method: 'POST',
      signal: controller.signal,
      headers: { 'content-type': 'application/json', accept, ...(authorization === undefined ? {} : { authorization }) },
      body: JSON.stringify({ query }),
    });
    const all: { event: string; data: unknown }[] = [];
    let isEnded = false;
    void read(response, all).finally(() => {
      isEnded = true;
    });
    return { status: response.status, type: response.headers.get('content-type'), all, ended: () => isEnded, stop: () => controller.abort() };
  }

  it('carry a subscription', async () => {
    const events = await open('subscription { stockChanged(id: "p1") { seq product { vendor { name } } } }');
    expect(events).toMatchObject({ status: 200, type: 'text/event-stream; charset=utf-8' });
    await waitFor(() => events.all.length === 1);
    graph.shop.stock.publish(9);
    await waitFor(() => events.all.length === 2);
    const product = { vendor: { name: 'Vendor v1' } };
    expect(events.all).toEqual([0, 1].map((seq) => ({ event: 'next', data: { data: { stockChanged: { seq, product } } } })));
    events.stop();
    await waitFor(() => graph.shop.stock.open === 0);
  });

  it('carry queries of those who accept nothing else, and end', async () => {
    const events = await open('{ product(id: "p1") { title } }');
    await waitFor(() => events.ended());
    expect(events.all).toEqual([
      { event: 'next', data: { data: { product: { title: 'Product p1' } } } },
      { event: 'complete', data: undefined },
    ]);
    expect((await open('{ __typename }', { accept: 'application/json, text/event-stream' })).type).toContain('application/json');
  });

  it('refuse as any answer does what cannot begin', async () => {
    const refused = await open('subscription { orderUpdated(id: "o1") { seq } }');
    expect(refused.status).toBe(401);
    expect(graph.shop.order.opened).toEqual([]);
    expect((await open('subscription { nothing }', { accept: 'application/graphql-response+json, text/event-stream' })).status).toBe(400);
  });

  it('end with the session', async () => {
    const { authorization, sessionId } = await graph.identity.signIn();
    const events = await open('subscription { orderUpdated(id: "o1") { seq } }', { authorization });
    await waitFor(() => events.all.length === 1);
    graph.identity.revoke(sessionId);
    await waitFor(() => events.ended());
    expect(events.all.slice(1)).toMatchObject([{ event: 'next', data: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } }, { event: 'complete' }]);
  });

  it('are cut, not completed, when the router stops: clients come back', async () => {
    const other = await startGraph(form);
    const response = await fetch(`${other.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'text/event-stream' }, body: '{"query":"subscription { ticked { count } }"}' });
    const all: { event: string; data: unknown }[] = [];
    const reading = read(response, all);
    await waitFor(() => all.length === 1);
    await other.close();
    await reading;
    expect(all.map(({ event }) => event)).toEqual(['next']);
  });
});

async function read(response: Response, all: { event: string; data: unknown }[]): Promise<void> {
  let text = '';
  const decoder = new TextDecoder();
  try {
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = /^event: (.*)$/m.exec(block)?.[1];
        const data = /^data: ?(.*)$/m.exec(block)?.[1];
        if (event !== undefined) all.push({ event, data: data === undefined || data === '' ? undefined : JSON.parse(data) });
      }
    }
  } catch {
    // Cut off: what was read until then counts.
  }
}
