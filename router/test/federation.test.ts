import { asId } from '@marketgraph/kernel';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codes, post } from './support/clients.ts';
import { FORMS, startGraph, type TestGraph } from './support/start-graph.ts';

describe.each(FORMS)('one graph, subgraphs %s (PLT-01, PLT-03)', (form) => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph(form);
  });
  afterAll(() => graph.close());
  beforeEach(() => {
    graph.fetches.length = 0;
  });

  const fetched = () => graph.fetches.map(({ subgraph }) => subgraph);

  it('joins the entities of three subgraphs', async () => {
    const { authorization } = await graph.identity.signIn();
    const { status, body } = await post(graph, '{ order(id: "o1") { id status vendor { name owner { nickname } } products { title } } }', { authorization });
    expect(status).toBe(200);
    expect(body).toEqual({
      data: { order: { id: 'o1', status: 'PENDING', vendor: { name: 'Vendor v1', owner: { nickname: 'nick of v1' } }, products: [{ title: 'Product p1' }, { title: 'Product p2' }] } },
    });
    expect(fetched().toSorted()).toEqual(['catalog', 'commerce', 'identity']);
  });

  it('batches entities into one fetch, with variables, aliases, fragments and conditions', async () => {
    const query = `query ($n: Int!, $with: Boolean!) { list: products(first: $n) { nodes { ...P again: title } } }
      fragment P on Product { name: title vendor @include(if: $with) { name } }`;
    const with3 = await post(graph, query, { variables: { n: 3, with: true } });
    expect(with3.body.data?.['list']).toEqual({ nodes: [0, 1, 2].map((index) => ({ name: `Product p${index}`, vendor: { name: 'Vendor v1' }, again: `Product p${index}` })) });
    expect(fetched()).toEqual(['catalog', 'identity']);
    graph.fetches.length = 0;
    await post(graph, query, { variables: { n: 3, with: false } });
    expect(fetched()).toEqual(['catalog']);
  });

  it('runs mutations one after the other', async () => {
    const { authorization } = await graph.identity.signIn();
    const { body } = await post(graph, 'mutation { a: ping(text: "1") orderAccept(id: "o1") { status vendor { name } } b: ping(text: "2") }', { authorization });
    expect(body).toEqual({ data: { a: '1', orderAccept: { status: 'ACCEPTED', vendor: { name: 'Vendor v1' } }, b: '2' } });
  });

  it('hands on who asks, in which language, from where', async () => {
    const { authorization, userId, sessionId } = await graph.identity.signIn({ locale: 'de-CH', operatorRole: 'SUPPORT' });
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    const headers = { traceparent: `00-${trace}-00f067aa0ba902b7-01`, 'accept-language': 'fr', 'user-agent': 'app/1', 'x-marketgraph-viewer': 'forged', 'x-forwarded-for': '203.0.113.9' };
    const signedIn = await post(graph, '{ whoami }', { authorization, headers });
    expect(JSON.parse(String(signedIn.body.data?.['whoami']))).toEqual({
      kind: 'user',
      userId,
      sessionId,
      emailVerified: true,
      memberships: [],
      operatorRole: 'SUPPORT',
      locale: 'de-CH',
      traceId: trace,
      clientAddress: '127.0.0.1',
      userAgent: 'app/1',
    });
    expect(signedIn.headers.get('x-trace-id')).toBe(trace);
    const guest = await post(graph, '{ whoami }', { headers });
    expect(JSON.parse(String(guest.body.data?.['whoami']))).toMatchObject({ kind: 'guest', locale: 'fr', clientAddress: '127.0.0.1' });
  });

  it('answers introspection, without what is internal', async () => {
    const { body } = await post(graph, '{ __schema { queryType { fields { name } } } __type(name: "InternalSession") { name } }');
    const fields = (body.data as { __schema: { queryType: { fields: { name: string }[] } } }).__schema.queryType.fields.map(({ name }) => name);
    expect(fields).toContain('product');
    expect(fields).not.toContain('internalSession');
    expect(body.data?.['__type']).toBeNull();
    expect(fetched()).toEqual([]);
  });

  it('does not know internal fields', async () => {
    const { status, body } = await post(graph, '{ internalJwks }');
    expect(status).toBe(400);
    expect(codes(body)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });

  describe('rules of root fields', () => {
    it('cost a guest no fetch', async () => {
      const { status, body } = await post(graph, '{ order(id: "o1") { id } }');
      expect(status).toBe(200);
      expect(body.data).toEqual({ order: null });
      expect(body.errors).toMatchObject([{ path: ['order'], extensions: { code: 'UNAUTHENTICATED', traceId: expect.stringMatching(/^[0-9a-f]{32}$/) } }]);
      expect(fetched()).toEqual([]);
    });

    it('tell a user apart from a guest, and let those with the right through', async () => {
      const buyer = await graph.identity.signIn();
      const refused = await post(graph, '{ vendorOrders { nodes { id } } }', { authorization: buyer.authorization });
      expect(codes(refused.body)).toEqual(['FORBIDDEN']);
      expect(fetched()).toEqual([]);
      const vendorId = asId('Vendor', '01890000-0000-7000-8000-000000000001');
      const staff = await graph.identity.signIn({ memberships: [{ vendorId, role: 'STAFF', permissions: ['manage_orders'] }] });
      expect((await post(graph, '{ vendorOrders(first: 1) { nodes { id } } }', { authorization: staff.authorization })).body).toEqual({ data: { vendorOrders: { nodes: [{ id: 'o0' }] } } });
    });

    it('leave the fields beside the refused one alone, in their order', async () => {
      const { body } = await post(graph, 'query ($y: Boolean = true) { operatorNote ...F @include(if: $y) whoami2: __typename skipped: operatorNote @skip(if: $y) } fragment F on Query { product(id: "p1") { id } note: operatorNote }');
      expect(Object.entries(body.data ?? {})).toEqual([
        ['operatorNote', null],
        ['product', { id: 'p1' }],
        ['note', null],
        ['whoami2', 'Query'],
      ]);
      expect(body.errors?.map(({ path }) => path)).toEqual([['operatorNote'], ['note']]);
      expect(fetched()).toEqual(['catalog']);
    });

    it('keep a refused mutation from running, beside one that may', async () => {
      const before = graph.identity.renames.length;
      const { body } = await post(graph, 'mutation { profileUpdate(name: "x") { userId } ping(text: "p") }');
      expect(body.data).toEqual({ profileUpdate: null, ping: 'p' });
      expect(graph.identity.renames.length).toBe(before);
    });
  });

  describe('errors', () => {
    it('of a resolver are masked', async () => {
      const { status, body } = await post(graph, '{ broken product(id: "p1") { id } }');
      expect(status).toBe(200);
      expect(body.data).toEqual({ broken: null, product: { id: 'p1' } });
      expect(body.errors).toEqual([{ message: 'Internal error', path: ['broken'], extensions: { code: 'INTERNAL', traceId: expect.any(String) } }]);
      expect(JSON.stringify(body)).not.toMatch(/ECONNREFUSED|hunter2|10\.0\.0/);
    });

    it('made for the client reach it', async () => {
      const { body } = await post(graph, '{ said: refused }');
      expect(body.errors).toEqual([{ message: 'Not like this.', path: ['said'], extensions: { code: 'BAD_USER_INPUT', traceId: expect.any(String), inputPath: ['input', 'name'] } }]);
    });

    it('do not arise from an entity that is not to be seen', async () => {
      const { body } = await post(graph, '{ vendor(id: "hidden") { name } }');
      expect(body).toEqual({ data: { vendor: null } });
    });
  });

  it('is asked from within the process by the same way', async () => {
    const { authorization } = await graph.identity.signIn();
    expect(await graph.router.execute({ query: '{ order(id: "o1") { status } }', authorization })).toEqual({ data: { order: { status: 'PENDING' } } });
    expect(codes(await graph.router.execute({ query: '{ order(id: "o1") { status } }' }))).toEqual(['UNAUTHENTICATED']);
    expect(codes(await graph.router.execute({ query: '{ nothing }' }))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });
});
