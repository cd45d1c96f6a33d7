import { asId } from '@marketgraph/kernel';
import { waitFor } from '@marketgraph/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codes, post, socketClient } from './support/clients.ts';
import { FORMS, startGraph, type TestGraph } from './support/start-graph.ts';

const ORDER = 'subscription { orderUpdated(id: "o1") { seq order { status } } }';
const vendorId = asId('Vendor', '01890000-0000-7000-8000-000000000001');

describe.each(FORMS)('sessions, subgraphs %s (IDN-02, PLT-02)', (form) => {
  let graph: TestGraph;
  beforeEach(async () => {
    graph = await startGraph(form);
  });
  afterEach(() => graph.close());

  it('costs one question to identity, however many requests', async () => {
    const { authorization } = await graph.identity.signIn();
    for (let request = 0; request < 5; request += 1) await post(graph, '{ viewer { userId } }', { authorization });
    await post(graph, 'mutation { profileUpdate(name: "n") { userId } }', { authorization });
    expect(graph.identity.sessionQuestions).toBe(1);
  });

  it.each(['Bearer a.b.c', 'Bearer ', 'Basic dXNlcjpwYXNz', 'nonsense', `Bearer ${'x'.repeat(9_000)}`])('refuses the header %s, and takes nobody for a guest', async (authorization) => {
    const { status, body, headers } = await post(graph, '{ whoami }', { authorization });
    expect(status).toBe(401);
    expect(codes(body)).toEqual(['UNAUTHENTICATED']);
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(body).not.toHaveProperty('data');
  });

  it('refuses an expired token', async () => {
    const { sessionId } = await graph.identity.signIn();
    expect((await post(graph, '{ viewer { userId } }', { authorization: await graph.identity.token(sessionId, { expiresIn: '-1m' }) })).status).toBe(401);
  });

  it('refuses a revoked session at once, and closes its sockets', async () => {
    const { authorization, sessionId } = await graph.identity.signIn();
    const other = await graph.identity.signIn();
    const [mine, theirs] = [socketClient(graph, authorization), socketClient(graph, other.authorization)];
    const watching = mine.watch(ORDER);
    const watchingToo = theirs.watch(ORDER);
    await waitFor(() => watching.results.length === 1 && watchingToo.results.length === 1);
    graph.identity.revoke(sessionId);
    await waitFor(() => mine.closes.length > 0);
    expect(mine.closes).toEqual([4401]);
    expect((await post(graph, '{ viewer { userId } }', { authorization })).status).toBe(401);
    graph.shop.order.publish('ACCEPTED');
    await waitFor(() => watchingToo.results.length === 2);
    expect(watching.results.filter((result) => result.data).length).toBe(1);
    expect(theirs.closes).toEqual([]);
    await waitFor(() => graph.shop.order.open === 1);
    await theirs.close();
  });

  it('lets no socket in with a token that does not hold', async () => {
    const client = socketClient(graph, 'Bearer a.b.c');
    const watching = client.watch('subscription { ticked { count } }');
    await waitFor(() => client.closes.length > 0);
    expect(client.closes).toEqual([4403]);
    expect(watching.results).toEqual([]);
  });

  it('gives changed rights to a request and to a live stream, without a new sign-in', async () => {
    const { authorization, sessionId } = await graph.identity.signIn({ memberships: [{ vendorId, role: 'STAFF', permissions: ['manage_orders'] }] });
    expect(codes((await post(graph, '{ vendorOrders { nodes { id } } }', { authorization })).body)).toEqual([]);
    const client = socketClient(graph, authorization);
    const watching = client.watch(ORDER);
    await waitFor(() => watching.results.length === 1);
    graph.identity.change(sessionId, { memberships: [] });
    await waitFor(async () => codes((await post(graph, '{ vendorOrders { nodes { id } } }', { authorization })).body)[0] === 'FORBIDDEN');
    // The owner is asked again, from where the stream was.
    await waitFor(() => graph.shop.order.opened.length === 2);
    expect(graph.shop.order.opened).toEqual([null, 0]);
    graph.shop.order.publish('ACCEPTED');
    await waitFor(() => watching.results.length === 2);
    expect(watching.results.map((result) => result.data?.['orderUpdated'])).toMatchObject([{ seq: 0 }, { seq: 1 }]);
    expect(graph.shop.order.open).toBe(1);
    await client.close();
  });

  describe('while the feed is down', () => {
    it('asks identity anew before a mutation, not before a query', async () => {
      const { authorization, sessionId } = await graph.identity.signIn();
      await post(graph, '{ viewer { userId } }', { authorization });
      graph.identity.setFeed(false);
      await waitFor(() => graph.router.status.sessionFeed === 'down');
      graph.identity.revokeSilently(sessionId);
      expect(codes((await post(graph, '{ viewer { userId } }', { authorization })).body)).toEqual([]);
      const { status } = await post(graph, 'mutation { profileUpdate(name: "late") { userId } }', { authorization });
      expect(status).toBe(401);
      expect(graph.identity.renames).toEqual([]);
    });

    it('lets no event through to a session that was revoked meanwhile', async () => {
      const { authorization, sessionId } = await graph.identity.signIn();
      const client = socketClient(graph, authorization);
      const watching = client.watch(ORDER);
      await waitFor(() => watching.results.length === 1);
      graph.identity.setFeed(false);
      await waitFor(() => graph.router.status.sessionFeed === 'down');
      graph.identity.revokeSilently(sessionId);
      graph.shop.order.publish('ACCEPTED');
      await waitFor(() => watching.end() !== undefined);
      expect(watching.results).toHaveLength(2);
      expect(codes(watching.results[1] ?? {})).toEqual(['UNAUTHENTICATED']);
      expect(watching.results[1]).not.toHaveProperty('data');
      await client.close();
    });

    it('closes what was revoked unheard as soon as it hears again', async () => {
      const { authorization, sessionId } = await graph.identity.signIn();
      const client = socketClient(graph, authorization);
      const watching = client.watch(ORDER);
      await waitFor(() => watching.results.length === 1);
      graph.identity.setFeed(false);
      await waitFor(() => graph.router.status.sessionFeed === 'down');
      graph.identity.revokeSilently(sessionId);
      graph.identity.setFeed(true);
      await waitFor(() => client.closes.length > 0);
      expect(client.closes).toEqual([4401]);
    });
  });
});
