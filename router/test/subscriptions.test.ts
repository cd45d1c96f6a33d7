import { waitFor } from '@marketgraph/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codes, socketClient, type SocketClient, type Watcher } from './support/clients.ts';
import { FORMS, startGraph, type TestGraph } from './support/start-graph.ts';

const STOCK = 'subscription ($since: Int) { stockChanged(id: "p1", since: $since) { seq gap snapshot available product { title } } }';

describe.each(FORMS)('subscriptions, subgraphs %s (PLT-02, LOG-04)', (form) => {
  let graph: TestGraph;
  const clients: SocketClient[] = [];
  beforeEach(async () => {
    graph = await startGraph(form, { limits: { replayEvents: 3 } });
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
    await graph.close();
  });

  function connect(authorization?: string): SocketClient {
    const client = socketClient(graph, authorization);
    clients.push(client);
    return client;
  }

  const watchStock = (since?: number): Watcher => connect().watch(STOCK, since === undefined ? {} : { since });
  const payloads = (watcher: Watcher) => watcher.results.map((result) => result.data?.['stockChanged'] as { seq: number; gap: boolean; snapshot: boolean; available: number });
  const seqs = (watcher: Watcher) => payloads(watcher).map((payload) => payload.seq);

  it('adds the entities of other subgraphs to each event, over two hops', async () => {
    const { authorization } = await graph.identity.signIn();
    const watching = connect(authorization).watch(
      'subscription Deep($id: ID!) { ...S } fragment S on Subscription { changed: orderUpdated(id: $id) { state: order { id status vendor { name owner { nickname } } products { title vendor { name } } } } }',
      { id: 'o7' },
    );
    await waitFor(() => watching.results.length === 1);
    graph.fetches.length = 0;
    graph.shop.order.publish('ACCEPTED');
    await waitFor(() => watching.results.length === 2);
    expect(watching.results[1]).toEqual({
      data: {
        changed: {
          state: {
            id: 'o7',
            status: 'ACCEPTED',
            vendor: { name: 'Vendor v1', owner: { nickname: 'nick of v1' } },
            products: [
              { title: 'Product p1', vendor: { name: 'Vendor v1' } },
              { title: 'Product p2', vendor: { name: 'Vendor v1' } },
            ],
          },
        },
      },
    });
    expect(graph.fetches.map(({ subgraph }) => subgraph)).not.toContain('commerce');
  });

  it('gives a snapshot first, then every event once', async () => {
    const watching = watchStock();
    await waitFor(() => watching.results.length === 1);
    graph.shop.stock.publish(9);
    graph.shop.stock.publish(8);
    await waitFor(() => watching.results.length === 3);
    expect(payloads(watching)).toEqual([
      { seq: 0, gap: false, snapshot: true, available: 10, product: { title: 'Product p1' } },
      { seq: 1, gap: false, snapshot: false, available: 9, product: { title: 'Product p1' } },
      { seq: 2, gap: false, snapshot: false, available: 8, product: { title: 'Product p1' } },
    ]);
  });

  it('opens one stream of the owner for all who watch the same, and adds the rest of the plan once', async () => {
    const watchers = Array.from({ length: 10 }, () => watchStock());
    await waitFor(() => watchers.every((watcher) => watcher.results.length === 1));
    expect(graph.shop.stock.open).toBe(1);
    graph.fetches.length = 0;
    graph.shop.stock.publish(9);
    await waitFor(() => watchers.every((watcher) => watcher.results.length === 2));
    expect(graph.fetches).toEqual([]);
    const other = connect().watch('subscription Other($s: Int) { stockChanged(since: $s, id: "p1") { available vendor: product { vendor { name } } } }');
    await waitFor(() => other.results.length === 1);
    expect(graph.shop.stock.open).toBe(2);
    graph.shop.stock.publish(8);
    await waitFor(() => other.results.length === 2 && watchers.every((watcher) => watcher.results.length === 3));
    expect(graph.fetches.map(({ subgraph }) => subgraph)).toEqual(['identity', 'identity']);
  });

  it('gives a late comer a snapshot of its own and then the same events, none missing and none twice', async () => {
    const early = watchStock();
    await waitFor(() => early.results.length === 1);
    for (let available = 9; available > 4; available -= 1) graph.shop.stock.publish(available);
    const late = watchStock();
    await waitFor(() => late.results.length === 1);
    expect(payloads(late)[0]).toMatchObject({ seq: 5, snapshot: true, available: 5 });
    graph.shop.stock.publish(4);
    await waitFor(() => late.results.length === 2 && early.results.length === 7);
    expect(seqs(late)).toEqual([5, 6]);
    expect(seqs(early)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    await waitFor(() => graph.shop.stock.open === 1);
  });

  it('misses nothing when events come while clients join', async () => {
    const first = watchStock();
    await waitFor(() => first.results.length === 1);
    const joiners: Watcher[] = [];
    for (let available = 1; available <= 40; available += 1) {
      joiners.push(watchStock());
      graph.shop.stock.publish(available);
      if (available % 8 === 0) await waitFor(() => first.results.length > available - 4);
    }
    await waitFor(() => joiners.every((joiner) => seqs(joiner).at(-1) === 40), { timeoutMs: 10_000 });
    for (const joiner of joiners) {
      const [begin = 0] = seqs(joiner);
      expect(seqs(joiner)).toEqual(Array.from({ length: 41 - begin }, (_, index) => begin + index));
    }
    await waitFor(() => graph.shop.stock.open === 1);
  });

  describe('resumed by `since`', () => {
    it('replays recent events without asking the owner', async () => {
      const keeping = watchStock();
      await waitFor(() => keeping.results.length === 1);
      for (const available of [9, 8, 7]) graph.shop.stock.publish(available);
      await waitFor(() => keeping.results.length === 4);
      const back = watchStock(1);
      await waitFor(() => back.results.length === 2);
      expect(seqs(back)).toEqual([2, 3]);
      expect(graph.shop.stock.opened).toEqual([null]);
    });

    it('has the owner replay what is not kept here, then joins the others', async () => {
      const keeping = watchStock();
      await waitFor(() => keeping.results.length === 1);
      for (const available of [9, 8, 7, 6, 5, 4]) graph.shop.stock.publish(available);
      await waitFor(() => keeping.results.length === 7);
      const back = watchStock(1);
      await waitFor(() => back.results.length === 5);
      expect(graph.shop.stock.opened).toEqual([null, 1]);
      await waitFor(() => graph.shop.stock.open === 1);
      graph.shop.stock.publish(3);
      await waitFor(() => back.results.length === 6);
      expect(seqs(back)).toEqual([2, 3, 4, 5, 6, 7]);
      expect(payloads(back).every(({ gap, snapshot }) => !gap && !snapshot)).toBe(true);
    });

    it('gives nothing but what comes, to one who has everything', async () => {
      graph.shop.stock.publish(9);
      const back = watchStock(1);
      await waitFor(() => graph.shop.stock.open === 1);
      graph.shop.stock.publish(8);
      await waitFor(() => back.results.length === 1);
      expect(seqs(back)).toEqual([2]);
    });

    it.each([
      ['older than is kept', 2],
      ['ahead of the stream', 9_999],
    ])('gives a snapshot with a gap where it is %s', async (_what, since) => {
      const keeping = watchStock();
      await waitFor(() => keeping.results.length === 1);
      for (const available of [9, 8, 7, 6, 5, 4, 3]) graph.shop.stock.publish(available);
      await waitFor(() => keeping.results.length === 8);
      graph.shop.stock.forgetUpTo(5);
      const back = watchStock(since);
      await waitFor(() => back.results.length === 1);
      expect(payloads(back)[0]).toMatchObject({ seq: 7, gap: true, snapshot: true, available: 3 });
      await waitFor(() => graph.shop.stock.open === 1);
      graph.shop.stock.publish(2);
      await waitFor(() => back.results.length === 2);
      expect(seqs(back)).toEqual([7, 8]);
    });
  });

  it('lets go of the owner when the last watcher leaves, politely or not', async () => {
    const [polite, rude] = [connect(), connect()];
    const watching = polite.watch(STOCK);
    const watchingToo = rude.watch(STOCK);
    await waitFor(() => watching.results.length === 1 && watchingToo.results.length === 1);
    watching.stop();
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    expect(graph.shop.stock.open).toBe(1);
    rude.client.terminate();
    await waitFor(() => graph.shop.stock.open === 0);
    expect(graph.router.status.streams).toBe(0);
  });

  it('lets go of a stream that was left before it began', async () => {
    const client = connect();
    for (let number = 0; number < 20; number += 1) client.watch(STOCK).stop();
    await waitFor(() => graph.shop.stock.open === 0 && graph.router.status.streams === 0);
    const still = client.watch(STOCK);
    await waitFor(() => still.results.length === 1);
  });

  it('refuses what the viewer may not see, before the owner is asked', async () => {
    const watching = connect().watch('subscription { orderUpdated(id: "o1") { seq } }');
    await waitFor(() => watching.end() !== undefined);
    expect(watching.end()).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED', traceId: expect.any(String) } }]);
    expect(graph.shop.order.opened).toEqual([]);
  });

  it('passes on what the owner refuses, and ends', async () => {
    const { authorization } = await graph.identity.signIn();
    const watching = connect(authorization).watch('subscription { orderUpdated(id: "foreign") { seq } }');
    await waitFor(() => watching.end() !== undefined);
    expect(watching.results.map(codes)).toEqual([['NOT_FOUND']]);
    expect(watching.end()).toBe('complete');
    expect(graph.router.status.streams).toBe(0);
  });

  it('carries fields without numbers', async () => {
    const watching = connect().watch('subscription { ticked { count } }');
    await waitFor(() => watching.results.length === 1);
    graph.shop.ticks.publish(5);
    await waitFor(() => watching.results.length === 2);
    expect(watching.results).toEqual([{ data: { ticked: { count: 0 } } }, { data: { ticked: { count: 5 } } }]);
    graph.shop.ticks.endAll();
    await waitFor(() => watching.end() === 'complete');
  });

  it('runs queries and mutations over the socket too', async () => {
    const { authorization } = await graph.identity.signIn();
    const client = connect(authorization);
    const query = client.watch('{ viewer { userId } }');
    const broken = client.watch('{ nothing }');
    await waitFor(() => query.end() === 'complete' && broken.end() !== undefined);
    expect(query.results[0]?.data?.['viewer']).toBeTruthy();
    expect(broken.end()).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
  });
});
