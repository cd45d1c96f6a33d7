import { asId } from '@marketgraph/kernel';
import { serveSubgraph, silentLogger, VIEWER_HEADER, type HttpRoute, type RunningServer } from '@marketgraph/server';
import { buyer, guest, service, waitFor } from '@marketgraph/testing';
import { createClient, type Client } from 'graphql-ws';
import { createConnection } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { catalogFixture, trust } from './peer-fixture.ts';

const routes: HttpRoute[] = [
  {
    method: 'POST',
    path: '/webhooks/stripe',
    maxBytes: 16,
    handle: async ({ headers, rawBody, query }) => ({ status: 202, body: { bytes: [...rawBody], signature: headers['stripe-signature'], query: query.get('a') } }),
  },
  { method: 'GET', path: '/.well-known/jwks.json', handle: async () => ({ status: 200, body: { keys: [] }, headers: { 'cache-control': 'max-age=300' } }) },
  {
    method: 'GET',
    path: '/broken',
    handle: async () => {
      throw new Error('the password is 1234');
    },
  },
];
const fixture = catalogFixture(routes);
let server: RunningServer;
let keys: Awaited<ReturnType<typeof trust>>;

beforeAll(async () => {
  keys = await trust();
  server = await serveSubgraph({ subgraph: fixture.subgraph, port: 0, host: '127.0.0.1', verifyViewer: keys.verifyViewer, log: silentLogger });
});
afterAll(() => server.close());

async function post(body: string, token?: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { [VIEWER_HEADER]: token }) },
    body,
  });
  return { status: response.status, body: await response.json() };
}
const query = (text: string, variables = {}): string => JSON.stringify({ query: text, variables });

describe('POST /graphql', () => {
  test('answers the router for its viewer', async () => {
    expect(await post(query('{ secret }'), await keys.asRouter(buyer(), ['catalog']))).toEqual({ status: 200, body: { data: { secret: 'secret' } } });
  });

  test('takes variables', async () => {
    const { body } = await post(query('query ($id: ID!) { stock(id: $id) __typename }', { id: 'ab' }), await keys.asRouter(guest(), ['catalog']));
    expect(body).toEqual({ data: { stock: 2, __typename: 'Query' } });
  });

  test('tells refusals by code, and masks the rest', async () => {
    const { body } = await post(query('{ secret mine broken }'), await keys.asRouter(guest({ traceId: 'trace-1' }), ['catalog']));
    expect(body).toEqual({
      data: { secret: null, mine: null, broken: null },
      errors: [
        { message: 'Sign in first.', path: ['secret'], extensions: { code: 'UNAUTHENTICATED', traceId: 'trace-1' } },
        { message: 'Not yours.', path: ['mine'], extensions: { code: 'FORBIDDEN', traceId: 'trace-1' } },
        { message: 'Internal error', path: ['broken'], extensions: { code: 'INTERNAL', traceId: 'trace-1' } },
      ],
    });
  });

  test('answers nobody without a signed viewer', async () => {
    const outside = { traceId: 't', locale: 'en', clientAddress: '', userAgent: '' };
    const tokens = [undefined, '', 'x.y.z', JSON.stringify(buyer()), await keys.asRouter({ kind: 'guest', ...outside }, ['social'])];
    for (const token of tokens) {
      expect(await post(query('{ stock(id: "a") }'), token)).toEqual({
        status: 401,
        body: { errors: [{ message: 'Only services may call this.', extensions: { code: 'UNAUTHENTICATED' } }] },
      });
    }
  });

  test('has no introspection', async () => {
    const { body } = await post(query('{ __schema { types { name } } }'), await keys.asRouter(service('router'), ['catalog']));
    expect(body).toMatchObject({ errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] });
  });

  test.each([
    ['no JSON', '{', 400],
    ['no query', '{}', 400],
    ['no GraphQL', query('{'), 400],
    ['a list', '[]', 400],
    ['too much', query(`{ stock(id: "${'a'.repeat(1_100_000)}") }`), 413],
  ])('refuses %s', async (_case, body, status) => {
    const answer = await post(body, await keys.asRouter(guest(), ['catalog']));
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|at /);
  });

  test('is the only method', async () => {
    expect((await fetch(`${server.url}/graphql?query={stock(id:"a")}`)).status).toBe(405);
  });
});

describe('routes', () => {
  test('get the bytes as they came', async () => {
    const body = Buffer.from([0, 255, 10, 13]);
    const response = await fetch(`${server.url}/webhooks/stripe?a=b`, { method: 'POST', body, headers: { 'stripe-signature': 's' } });
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ bytes: [0, 255, 10, 13], signature: 's', query: 'b' });
  });

  test('refuse what is larger than they allow, announced or not', async () => {
    const large = Buffer.alloc(17);
    const announced = await fetch(`${server.url}/webhooks/stripe`, { method: 'POST', body: large });
    const streamed = await fetch(`${server.url}/webhooks/stripe`, { method: 'POST', body: new Blob([large]).stream(), duplex: 'half' });
    expect([announced.status, streamed.status]).toEqual([413, 413]);
  });

  test('may set headers', async () => {
    const response = await fetch(`${server.url}/.well-known/jwks.json`);
    expect([response.headers.get('cache-control'), await response.json()]).toEqual(['max-age=300', { keys: [] }]);
  });

  test('that break say nothing of it', async () => {
    const response = await fetch(`${server.url}/broken`);
    expect([response.status, await response.text()]).toEqual([500, '{"error":"Internal error"}']);
  });

  test('are all there is', async () => {
    expect((await fetch(`${server.url}/webhooks/stripe`)).status).toBe(404);
    expect((await fetch(`${server.url}/admin`)).status).toBe(404);
  });
});

test('health is about the process, readiness about what it needs', async () => {
  const statuses = async () => [(await fetch(`${server.url}/health`)).status, (await fetch(`${server.url}/ready`)).status];
  expect(await statuses()).toEqual([200, 200]);
  fixture.state.isReady = false;
  expect(await statuses()).toEqual([200, 503]);
  fixture.state.isReady = true;
});

describe('subscriptions over graphql-ws', () => {
  const connect = (viewer?: string): Client =>
    createClient({ url: `${server.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0, ...(viewer === undefined ? {} : { connectionParams: { viewer } }) });

  async function all(client: Client, text: string, extensions?: Record<string, unknown>): Promise<unknown[]> {
    const results: unknown[] = [];
    for await (const result of client.iterate({ query: text, ...(extensions && { extensions }) })) results.push(result);
    return results;
  }

  test('run as the viewer of the connection', async () => {
    const client = connect(await keys.asRouter(guest(), ['catalog']));
    expect(await all(client, 'subscription { counted(to: 3) }')).toEqual([1, 2, 3].map((counted) => ({ data: { counted } })));
    await client.dispose();
  });

  test('or as that of the operation: one socket serves many', async () => {
    const client = connect(await keys.asRouter(service('router'), ['catalog']));
    const vendorId = asId('Vendor', '018f0000-0000-7000-8000-000000000001');
    const user = buyer({ memberships: [{ vendorId, role: 'OWNER', permissions: [] }] });
    expect(await all(client, 'subscription { whoWatches }')).toEqual([{ data: { whoWatches: 'service' } }]);
    expect(await all(client, 'subscription { whoWatches }', { viewer: await keys.asRouter(user, ['catalog']) })).toEqual([{ data: { whoWatches: 'user' } }]);
    await expect(all(client, 'subscription { whoWatches }', { viewer: 'forged' })).rejects.toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    await client.dispose();
  });

  test('are closed to all others', async () => {
    for (const viewer of [undefined, 'forged', await keys.asRouter(guest(), ['social'])]) {
      const client = connect(viewer);
      await expect(all(client, 'subscription { counted(to: 3) }')).rejects.toMatchObject({ code: 4403 });
      await client.dispose();
    }
  });

  test.each(['//', '/graphql/..%2f', '*'])('an address like %s harms nobody', async (path) => {
    const { hostname, port } = new URL(server.url);
    for (const upgrade of ['', 'connection: upgrade\r\nupgrade: websocket\r\n']) {
      const socket = createConnection(Number(port), hostname);
      socket.end(`GET ${path} HTTP/1.1\r\nhost: x\r\n${upgrade || 'connection: close\r\n'}\r\n`);
      expect(await text(socket)).toMatch(/^HTTP\/1.1 404/);
    }
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
  });

  test('are at /graphql only', async () => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/other`, 'graphql-transport-ws');
    const status = await new Promise((resolve) => {
      socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.once('error', () => undefined);
    });
    expect(status).toBe(404);
  });
});

test('closing lets what runs finish and takes nothing new', async () => {
  const own = catalogFixture();
  const options = { subgraph: own.subgraph, port: 0, host: '127.0.0.1', verifyViewer: keys.verifyViewer, log: silentLogger };
  // Longer than the test may take: the client's idle connection must not be waited for.
  const closing = await serveSubgraph({ ...options, graceMs: 600_000 });
  const running = fetch(`${closing.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [VIEWER_HEADER]: await keys.asRouter(guest(), ['catalog']) },
    body: query('{ slow }'),
  });
  await waitFor(() => own.seen.includes('slow'));
  const closed = closing.close();
  await expect(fetch(`${closing.url}/health`)).rejects.toThrow('fetch failed');
  own.release();
  expect(await (await running).json()).toEqual({ data: { slow: 'at last' } });
  await closed;
});

test('closing says goodbye to subscribers, and cuts what does not end in time', async () => {
  const own = catalogFixture();
  const closing = await serveSubgraph({ subgraph: own.subgraph, port: 0, host: '127.0.0.1', verifyViewer: keys.verifyViewer, log: silentLogger, graceMs: 50 });
  const socket = new WebSocket(`${closing.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await new Promise((resolve) => socket.once('open', resolve));
  const goodbye = new Promise((resolve) => socket.once('close', resolve));
  const stuck = fetch(`${closing.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [VIEWER_HEADER]: await keys.asRouter(guest(), ['catalog']) },
    body: query('{ slow }'),
  });
  const cut = expect(stuck).rejects.toThrow('fetch failed');
  await waitFor(() => own.seen.includes('slow'));
  await closing.close();
  expect(await goodbye).toBe(1001);
  await cut;
});
