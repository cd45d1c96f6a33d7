import { connect } from 'node:net';
import { waitFor } from '@marketgraph/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { socketClient } from './support/clients.ts';
import { FORMS, startGraph, type TestGraph } from './support/start-graph.ts';

const STOCK = 'subscription { stockChanged(id: "p1") { seq available product { title } } }';

interface Message {
  readonly type: string;
  readonly payload?: { data?: { stockChanged: { seq: number } }; errors?: { extensions: { code: string } }[] };
}

describe.each(FORMS)('slow readers, subgraphs %s (PLT-02)', (form) => {
  let graph: TestGraph;
  beforeEach(async () => {
    graph = await startGraph(form, { limits: { queuedEvents: 20 } });
  });
  afterEach(() => graph.close());

  it('lose their subscription by name, and hold nobody up', async () => {
    const messages: Message[] = [];
    const slow = new WebSocket(`${graph.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    slow.on('open', () => slow.send('{"type":"connection_init"}'));
    slow.on('message', (data) => {
      const message = JSON.parse(String(data)) as Message;
      messages.push(message);
      if (message.type === 'connection_ack') slow.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: padded(STOCK) } }));
    });
    const quick = socketClient(graph);
    const watching = quick.watch(STOCK);
    await waitFor(() => watching.results.length === 1 && messages.some(({ type }) => type === 'next'));
    slow.pause();
    for (let event = 1; event <= 400; event += 1) {
      graph.shop.stock.publish(event);
      if (event % 10 === 0) await waitFor(() => watching.results.length === event + 1);
    }
    // The last to watch the padded operation was the slow one, and it is out.
    await waitFor(() => graph.router.status.streams === 1);
    slow.resume();
    await waitFor(() => messages.at(-1)?.type === 'complete');
    expect(messages.at(-2)?.payload?.errors?.[0]?.extensions.code).toBe('SUBSCRIBER_TOO_SLOW');
    const seqs = messages.flatMap(({ payload }) => payload?.data?.stockChanged.seq ?? []);
    expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, index) => index));
    expect(seqs.length).toBeLessThan(400);
    slow.terminate();
    await quick.close();
  });

  it('are cut when they read no more at all', async () => {
    const { hostname, port } = new URL(graph.url);
    const body = JSON.stringify({ query: STOCK });
    const socket = connect(Number(port), hostname);
    socket.write(`POST /graphql HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
    await waitFor(() => graph.shop.stock.open === 1);
    socket.destroy();
    await waitFor(() => graph.shop.stock.open === 0);
    expect(graph.router.status.streams).toBe(0);
  });
});

/** The same operation with so much more to say that a few hundred answers fill every buffer on the way. */
function padded(query: string): string {
  const aliases = Array.from({ length: 90 }, (_, index) => `a_rather_long_name_for_the_title_of_a_product_that_is_number_${index}_of_many_with_${'x'.repeat(400)}: title`);
  return query.replace('title', aliases.join(' '));
}
