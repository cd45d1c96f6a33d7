import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGraph, type TestGraph } from './support/start-graph.ts';

const RESPONSE = 'application/graphql-response+json';
const JSON_TYPE = 'application/json';

describe('GraphQL over HTTP', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph('local', {
      cors: { origins: ['https://shop.example'] },
      explorer: async () => ({ status: 200, body: '<!doctype html><title>Explorer</title>', headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'self'" } }),
      routes: [
        { method: 'POST', path: '/webhooks/stripe', maxBytes: 100, handle: async ({ rawBody, headers, query }) => ({ status: 202, body: { bytes: rawBody.length, viewer: headers['x-marketgraph-viewer'] ?? null, mode: query.get('mode') } }) },
        { method: 'GET', path: '/logo', handle: async () => ({ status: 200, body: Buffer.from([1, 2, 3]), headers: { 'content-type': 'image/png' } }) },
        {
          method: 'GET',
          path: '/broken',
          handle: async () => {
            throw new Error('secret detail');
          },
        },
      ],
    });
  });
  afterAll(() => graph.close());

  const send = (init: RequestInit & { path?: string }) => fetch(`${graph.url}${init.path ?? '/graphql'}`, init);
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    send({ method: 'POST', headers: { 'content-type': JSON_TYPE, accept: RESPONSE, ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body) });
  const get = (parameters: Record<string, string>, headers: Record<string, string> = {}) => send({ path: `/graphql?${new URLSearchParams(parameters).toString()}`, headers: { accept: RESPONSE, ...headers } });

  it.each([
    [RESPONSE, `${RESPONSE}; charset=utf-8`],
    [JSON_TYPE, `${JSON_TYPE}; charset=utf-8`],
    ['*/*', `${JSON_TYPE}; charset=utf-8`],
    [`${RESPONSE}, ${JSON_TYPE};q=0.5`, `${RESPONSE}; charset=utf-8`],
  ])('accept %s is answered as %s', async (accept, type) => {
    const response = await post({ query: '{ __typename }' }, { accept });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
  });

  it('is assumed to accept JSON where it does not say', async () => {
    const response = await fetch(`${graph.url}/graphql`, { method: 'POST', headers: { 'content-type': JSON_TYPE, accept: '' }, body: '{"query":"{__typename}"}' });
    expect(response.headers.get('content-type')).toBe(`${JSON_TYPE}; charset=utf-8`);
  });

  it.each([
    ['that cannot be parsed', { query: '{' }, 'GRAPHQL_PARSE_FAILED'],
    ['that is not valid', { query: '{ nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['with a variable of a wrong type', { query: 'query ($n: Int!) { products(first: $n) { nodes { id } } }', variables: { n: 'x' } }, 'BAD_USER_INPUT'],
    ['with an unknown operation name', { query: '{ __typename }', operationName: 'Nope' }, 'BAD_USER_INPUT'],
    ['with two operations and no name', { query: 'query A { __typename } query B { __typename }' }, 'BAD_USER_INPUT'],
  ])('an operation %s is 400, and 200 for older clients', async (_what, body, code) => {
    const [modern, older] = [await post(body), await post(body, { accept: JSON_TYPE })];
    expect([modern.status, older.status]).toEqual([400, 200]);
    const answer = (await modern.json()) as { errors: { extensions: { code: string; traceId: string } }[] };
    expect(answer).not.toHaveProperty('data');
    expect(answer.errors[0]?.extensions).toMatchObject({ code, traceId: modern.headers.get('x-trace-id') });
  });

  it('chooses the operation by its name', async () => {
    const response = await post({ query: 'query A { a: __typename } query B { b: __typename }', operationName: 'B' });
    expect(await response.json()).toEqual({ data: { b: 'Query' } });
  });

  it('takes queries by GET, and nothing else', async () => {
    const query = await get({ query: 'query ($id: ID!) { product(id: $id) { id } }', variables: '{"id":"p1"}' });
    expect(await query.json()).toEqual({ data: { product: { id: 'p1' } } });
    for (const text of ['mutation { ping(text: "x") }', 'subscription { ticked { count } }']) {
      const refused = await get({ query: text });
      expect(refused.status).toBe(405);
      expect(refused.headers.get('allow')).toBe('POST');
    }
    expect((await get({ query: '{ __typename }' }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await get({})).status).toBe(400);
  });

  it.each([
    ['PUT', 405],
    ['DELETE', 405],
    ['PATCH', 405],
  ])('%s is %i', async (method, status) => {
    const response = await send({ method });
    expect(response.status).toBe(status);
    expect(response.headers.get('allow')).toBe('GET, POST, OPTIONS');
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/graphql', 'application/json; charset=latin1'])('a body of %s is 415', async (type) => {
    expect((await post('{"query":"{__typename}"}', { 'content-type': type })).status).toBe(415);
  });

  it('knows persisted queries', async () => {
    const hash = 'ecf4edb46db40b5132295c0291d62fb65d6759a9eedfa4d5d612dd5ec54a6b38';
    const extensions = { persistedQuery: { version: 1, sha256Hash: hash } };
    const unknown = await post({ extensions });
    expect(unknown.status).toBe(200);
    expect(await unknown.json()).toMatchObject({ errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] });
    expect(await (await post({ query: '{__typename}', extensions })).json()).toEqual({ data: { __typename: 'Query' } });
    expect(await (await get({ extensions: JSON.stringify(extensions) })).json()).toEqual({ data: { __typename: 'Query' } });
  });

  it('sends headers that keep answers from being framed, sniffed or stored', async () => {
    const { headers } = await post({ query: '{ __typename }' });
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('lets pages of listed origins ask and read, and no others', async () => {
    const preflight = await send({ method: 'OPTIONS', headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' } });
    expect(preflight.headers.get('access-control-allow-origin')).toBe('https://shop.example');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
    expect((await post({ query: '{ __typename }' }, { origin: 'https://shop.example' })).headers.get('access-control-allow-origin')).toBe('https://shop.example');
    expect((await post({ query: '{ __typename }' }, { origin: 'https://evil.example' })).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('opens the explorer for browsers, with a policy of its own', async () => {
    const page = await send({ headers: { accept: 'text/html,*/*;q=0.8' } });
    expect(await page.text()).toContain('Explorer');
    expect(page.headers.get('content-security-policy')).toBe("default-src 'self'");
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('serves routes beside the graph, without headers that claim an identity', async () => {
    const route = await send({ path: '/webhooks/stripe?mode=test', method: 'POST', headers: { 'x-marketgraph-viewer': 'forged' }, body: 'raw' });
    expect(route.status).toBe(202);
    expect(await route.json()).toEqual({ bytes: 3, viewer: null, mode: 'test' });
    expect((await send({ path: '/webhooks/stripe', method: 'POST', body: 'x'.repeat(101) })).status).toBe(413);
    const logo = await send({ path: '/logo' });
    expect([logo.headers.get('content-type'), [...new Uint8Array(await logo.arrayBuffer())]]).toEqual(['image/png', [1, 2, 3]]);
    const broken = await send({ path: '/broken' });
    expect(broken.status).toBe(500);
    expect(await broken.text()).not.toContain('secret detail');
    expect((await send({ path: '/nothing' })).status).toBe(404);
  });

  it('says how it is', async () => {
    expect(await (await send({ path: '/health' })).json()).toEqual({ status: 'up' });
    const ready = await send({ path: '/ready' });
    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({ status: 'ready', sessionFeed: 'up', subgraphs: { identity: 'up', commerce: 'up', catalog: 'up' } });
  });
});
