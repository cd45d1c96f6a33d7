import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { HOSTILE } from './support/hostile-requests.ts';
import { FORMS, startGraph, type TestGraph } from './support/start-graph.ts';

/** Traces of what clients have no business with: stacks, files, addresses of subgraphs, names of libraries' errors. */
const INSIDE = /\bat [\w.<>]+ \(|node_modules|\.ts:\d|\.js:\d|stacktrace|exception|Maximum call stack|RangeError|TypeError|Cannot read|undefined is|ECONN|http:\/\/|127\.0\.0\.1:\d|INTERNAL_SERVER_ERROR|DOWNSTREAM/;

describe.each(FORMS)('hostile requests, subgraphs %s (PLT-05)', (form) => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph(form);
  });
  afterAll(() => graph.close());

  it('are a hundred', () => {
    expect(HOSTILE.length).toBeGreaterThanOrEqual(100);
  });

  it.each(HOSTILE)('$what', async ({ init, path = '/graphql', status }) => {
    const began = performance.now();
    const response = await fetch(`${graph.url}${path}`, init);
    const text = await response.text();
    expect(response.status).toBe(status);
    expect(text).not.toMatch(INSIDE);
    const body = JSON.parse(text) as { data?: unknown; errors?: { message: string; extensions: { code: string; traceId: string } }[] };
    expect('data' in body || (body.errors?.length ?? 0) > 0).toBe(true);
    for (const error of body.errors ?? []) {
      expect(error.extensions.code).not.toBe('INTERNAL');
      expect(error.extensions.traceId).toMatch(/^[0-9a-f]{32}$/);
    }
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('leave the router answering', async () => {
    const response = await fetch(`${graph.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ product(id: \\"p1\\") { title } }"}' });
    expect(await response.json()).toEqual({ data: { product: { title: 'Product p1' } } });
  });
});

describe('hostile connections (PLT-05)', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph('local', { cors: { origins: ['https://shop.example'] } });
  });
  afterAll(() => graph.close());

  function raw(text: string): Promise<string> {
    const { hostname, port } = new URL(graph.url);
    return new Promise((resolve) => {
      let answer = '';
      const socket = connect(Number(port), hostname, () => socket.write(text));
      socket.on('data', (chunk) => {
        answer += String(chunk);
      });
      // Cut off in the middle of what nobody wants to read.
      socket.on('error', () => resolve(answer));
      socket.on('close', () => resolve(answer));
    });
  }

  it.each([
    ['a target that is no URL', 'GET // HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n', 404],
    ['a target on another host', 'GET http://elsewhere/graphql HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n', 404],
    ['no HTTP at all', 'HELO there\r\n\r\n', 400],
    ['two lengths', 'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello', 400],
    ['a length and chunks', 'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n', 400],
    ['headers of 20 kB', `GET /graphql HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, 431],
    ['an upgrade to nowhere', 'GET /elsewhere HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n', 404],
    ['an upgrade from another site', 'GET /graphql HTTP/1.1\r\nhost: x\r\norigin: https://evil.example\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n', 403],
  ])('%s', async (_what, text, status) => {
    expect(await raw(text)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  it('a body in chunks that never ends is answered before it has', async () => {
    const chunk = `${(64_000).toString(16)}\r\n${' '.repeat(64_000)}\r\n`;
    const head = 'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n';
    expect(await raw(head + chunk.repeat(18))).toMatch(/^HTTP\/1.1 413 /);
  });

  function closeCode(messages: readonly string[], protocol = 'graphql-transport-ws'): Promise<number> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(`${graph.url.replace('http', 'ws')}/graphql`, protocol);
      const [first = '', ...others] = messages;
      socket.on('open', () => socket.send(first));
      socket.once('message', () => {
        for (const message of others) socket.send(message);
      });
      socket.on('close', resolve);
      socket.on('error', reject);
    });
  }

  const INIT = '{"type":"connection_init"}';
  it.each([
    ['a message that is no JSON', ['{'], 4400],
    ['a message of no type', [INIT, '{"type":"nonsense"}'], 4400],
    ['an operation before the beginning', ['{"type":"subscribe","id":"1","payload":{"query":"{ __typename }"}}'], 4401],
    ['two beginnings', [INIT, INIT], 4429],
    ['a message of two megabytes', [`{"type":"ping","payload":{"x":"${'y'.repeat(2_000_000)}"}}`], 1009],
    ['a token of nonsense', ['{"type":"connection_init","payload":{"authorization":"Bearer a.b.c"}}'], 4403],
    ['one id twice', [INIT, ...Array.from({ length: 2 }, () => '{"type":"subscribe","id":"1","payload":{"query":"subscription { ticked { count } }"}}')], 4409],
  ])('on a socket: %s', async (_what, messages, code) => {
    expect(await closeCode(messages)).toBe(code);
  });

  it('on a socket: another protocol', async () => {
    await expect(closeCode([], 'graphql-ws')).rejects.toThrow();
  });

  it('on a socket: more operations than one may carry, and hostile ones', async () => {
    const answers: { type: string; id?: string; payload?: { extensions?: { code?: string } }[] }[] = [];
    const socket = new WebSocket(`${graph.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await new Promise<void>((resolve) => {
      socket.on('message', (data) => {
        const message = JSON.parse(String(data)) as (typeof answers)[number];
        answers.push(message);
        if (message.type === 'connection_ack') {
          for (let id = 0; id < 110; id += 1) socket.send(JSON.stringify({ type: 'subscribe', id: `s${id}`, payload: { query: 'subscription { ticked { count } }' } }));
          socket.send(JSON.stringify({ type: 'complete', id: 's0' }));
          socket.send(JSON.stringify({ type: 'subscribe', id: 'deep', payload: { query: '{'.repeat(5_000) } }));
          socket.send(JSON.stringify({ type: 'subscribe', id: 'page', payload: { query: '{ products(first: 5000) { nodes { id } } }' } }));
        }
        if (message.id === 'page') resolve();
      });
      socket.on('open', () => socket.send(INIT));
    });
    const refused = answers.filter(({ type }) => type === 'error');
    expect(refused.filter(({ id }) => id?.startsWith('s'))).toHaveLength(10);
    for (const { payload } of refused) expect(payload?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    socket.terminate();
  });
});
