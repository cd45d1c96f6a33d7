import { waitFor } from '@marketgraph/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codes, post, socketClient, type Watcher } from './support/clients.ts';
import { startGraph, type TestGraph } from './support/start-graph.ts';

const STOCK = 'subscription ($since: Int) { stockChanged(id: "p1", since: $since) { seq gap available product { vendor { name } } } }';
const seqs = (watcher: Watcher) => watcher.results.map((result) => (result.data?.['stockChanged'] as { seq: number } | undefined)?.seq);

describe('a subgraph in several copies (PLT-03)', () => {
  it('answers as long as one of them does, live fields too', async () => {
    const graph = await startGraph('remote', {}, 2);
    const client = socketClient(graph);
    const watching = client.watch(STOCK);
    await waitFor(() => watching.results.length === 1);
    const ask = () => post(graph, '{ product(id: "p1") { title } }');
    for (const [gone, left] of [
      [0, 1],
      [1, 0],
    ] as const) {
      const before = watching.results.length;
      await graph.services.stop('catalog', gone);
      for (let request = 0; request < 6; request += 1) expect((await ask()).body).toEqual({ data: { product: { title: 'Product p1' } } });
      graph.shop.stock.publish(left);
      await waitFor(() => watching.results.length === before + 1);
      await graph.services.start('catalog', gone);
    }
    expect(seqs(watching)).toEqual([0, 1, 2]);
    await client.close();
    await graph.close();
  });
});

describe('a subgraph that is away (PLT-03)', () => {
  let graph: TestGraph;
  beforeEach(async () => {
    graph = await startGraph('remote');
  });
  afterEach(() => graph.close());

  it('is null with an error at its place, while the others answer, and comes back by itself', async () => {
    const query = '{ product(id: "p1") { title owned: vendor { id name } } products(first: 2) { nodes { vendor { name } } } whoami }';
    const whole = await post(graph, query);
    await graph.services.stop('identity');
    const { status, body } = await post(graph, query);
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ product: { title: 'Product p1', owned: null }, products: { nodes: [{ vendor: null }, { vendor: null }] } });
    expect(body.data?.['whoami']).toBeTruthy();
    const extensions = { code: 'SUBGRAPH_UNAVAILABLE', traceId: expect.any(String) };
    const message = 'The identity service is not available right now.';
    expect(body.errors).toEqual(
      expect.arrayContaining([
        { message, path: ['product', 'owned', 'name'], extensions },
        { message, path: ['products', 'nodes', 0, 'vendor', 'name'], extensions },
        { message, path: ['products', 'nodes', 1, 'vendor', 'name'], extensions },
      ]),
    );
    expect(body.errors).toHaveLength(3);
    expect(JSON.stringify(body)).not.toMatch(/127\.0\.0\.1:|ECONN|http:/);
    await graph.services.start('identity');
    expect((await post(graph, query)).body.data).toMatchObject({ product: whole.body.data?.['product'] as object });
  });

  it('is told at a root field', async () => {
    await graph.services.stop('catalog');
    const { body } = await post(graph, '{ p: product(id: "p1") { id } vendor(id: "v1") { name } }');
    expect(body.data).toEqual({ p: null, vendor: { name: 'Vendor v1' } });
    expect(body.errors).toMatchObject([{ path: ['p'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
    expect(graph.router.status.subgraphs).toMatchObject({ catalog: 'down', identity: 'up' });
  });

  it('signs nobody out when it is identity', async () => {
    const { authorization } = await graph.identity.signIn();
    await post(graph, '{ order(id: "o1") { status } }', { authorization });
    const stranger = await graph.identity.signIn();
    await graph.services.stop('identity');
    await waitFor(() => graph.router.status.sessionFeed === 'down');
    expect((await post(graph, '{ order(id: "o1") { status } }', { authorization })).body).toEqual({ data: { order: { status: 'PENDING' } } });
    const unsure = await post(graph, 'mutation { orderAccept(id: "o1") { status } }', { authorization });
    expect(unsure.status).toBe(503);
    expect(unsure.headers.get('retry-after')).toBe('1');
    expect(codes(unsure.body)).toEqual(['SUBGRAPH_UNAVAILABLE']);
    expect((await post(graph, '{ order(id: "o1") { status } }', { authorization: stranger.authorization })).status).toBe(503);
    expect((await post(graph, '{ product(id: "p1") { title } }')).status).toBe(200);
    await graph.services.start('identity');
    await waitFor(() => graph.router.status.sessionFeed === 'up');
    expect((await post(graph, 'mutation { orderAccept(id: "o1") { status } }', { authorization })).body).toEqual({ data: { orderAccept: { status: 'ACCEPTED' } } });
  });

  it('costs the watchers of its live fields nothing but time', async () => {
    const clients = [socketClient(graph), socketClient(graph)];
    const watchers = clients.map((client) => client.watch(STOCK));
    await waitFor(() => watchers.every((watcher) => watcher.results.length === 1));
    graph.shop.stock.publish(9);
    await waitFor(() => watchers.every((watcher) => watcher.results.length === 2));
    await graph.services.stop('catalog');
    for (const available of [8, 7, 6]) graph.shop.stock.publish(available);
    await graph.services.start('catalog');
    await waitFor(() => watchers.every((watcher) => watcher.results.length === 5));
    graph.shop.stock.publish(5);
    await waitFor(() => watchers.every((watcher) => watcher.results.length === 6));
    for (const watcher of watchers) expect(seqs(watcher)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(watchers.map((watcher) => watcher.end())).toEqual([undefined, undefined]);
    // Once for both, behind the last event that was seen.
    expect(graph.shop.stock.opened).toEqual([null, 1]);
    await Promise.all(clients.map((client) => client.close()));
  });

  it('tells a new watcher at once', async () => {
    await graph.services.stop('catalog');
    const client = socketClient(graph);
    const watching = client.watch(STOCK);
    await waitFor(() => watching.end() !== undefined);
    expect(watching.results.map(codes)).toEqual([['SUBGRAPH_UNAVAILABLE']]);
    expect(watching.results[0]?.errors?.[0]?.path).toEqual(['stockChanged']);
    await client.close();
  });

  it('leaves its fields out of live events while it is away', async () => {
    const client = socketClient(graph);
    const watching = client.watch(STOCK);
    await waitFor(() => watching.results.length === 1);
    await graph.services.stop('identity');
    graph.shop.stock.publish(9);
    await waitFor(() => watching.results.length === 2);
    expect(watching.results[1]?.data?.['stockChanged']).toMatchObject({ seq: 1, product: { vendor: null } });
    expect(watching.results[1]?.errors).toMatchObject([{ path: ['stockChanged', 'product', 'vendor', 'name'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
    await graph.services.start('identity');
    graph.shop.stock.publish(8);
    await waitFor(() => watching.results.length === 3);
    expect(watching.results[2]).toMatchObject({ data: { stockChanged: { seq: 2, product: { vendor: { name: 'Vendor v1' } } } } });
    await client.close();
  });

  it('holds a user’s events back while nobody can say whether the session stands', async () => {
    const { authorization } = await graph.identity.signIn();
    const client = socketClient(graph, authorization);
    const watching = client.watch('subscription { orderUpdated(id: "o1") { seq order { status } } }');
    await waitFor(() => watching.results.length === 1);
    await graph.services.stop('identity');
    await waitFor(() => graph.router.status.sessionFeed === 'down');
    graph.shop.order.publish('ACCEPTED');
    await graph.services.start('identity');
    await waitFor(() => watching.results.length === 2, { timeoutMs: 10_000 });
    expect(watching.results[1]).toEqual({ data: { orderUpdated: { seq: 1, order: { status: 'ACCEPTED' } } } });
    await client.close();
  });
});
