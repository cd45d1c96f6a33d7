import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFakeClock } from '@marketgraph/kernel';
import { afterEach, describe, expect, it } from 'vitest';
import { createRemoteSource } from '../src/data-source/remote-source.ts';
import type { SubgraphCall, SubgraphSource } from '../src/data-source/source.ts';
import { SubgraphUnavailable } from '../src/errors/subgraph-errors.ts';

type Behave = (response: ServerResponse) => void;

const servers: Server[] = [];
const sources: SubgraphSource[] = [];
afterEach(async () => {
  await Promise.all(sources.splice(0).map((source) => source.close()));
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** A copy of a subgraph that answers as told, and counts. */
async function copy(behave: Behave): Promise<{ url: string; count: () => number; close(): void }> {
  let count = 0;
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      count += 1;
      behave(response);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, count: () => count, close: () => server.close().closeAllConnections() };
}

function sourceOf(urls: readonly string[], timeoutMs = 2_000): SubgraphSource {
  const source = createRemoteSource({ name: 'catalog', urls, sign: async () => 'token', clock: createFakeClock(), timeoutMs });
  sources.push(source);
  return source;
}

const json = (body: object, status = 200): Behave => (response) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const well = json({ data: { a: 1 } });
const query: SubgraphCall = { query: '{a}', variables: {}, viewer: { kind: 'guest', locale: 'en', traceId: 't', clientAddress: '', userAgent: '' } };
const mutation: SubgraphCall = { ...query, query: 'mutation{a}' };

describe('a subgraph over HTTP (PLT-03)', () => {
  it('gives data and errors as they are, whatever the status', async () => {
    const errors = [{ message: 'No.', extensions: { code: 'FORBIDDEN' } }];
    expect(await sourceOf([(await copy(json({ data: { a: null }, errors }))).url]).execute(query)).toEqual({ data: { a: null }, errors });
    expect(await sourceOf([(await copy(json({ errors }, 400))).url]).execute(query)).toEqual({ errors });
  });

  it.each<[string, Behave]>([
    ['says 502', json({}, 502)],
    ['says 503', json({ data: {} }, 503)],
    ['answers no JSON', (response) => response.end('<html>')],
    ['answers JSON that is not GraphQL’s', json({ hello: 1 })],
    ['hangs up', (response) => response.destroy()],
    ['never answers', () => undefined],
  ])('is unavailable where it %s', async (_what, behave) => {
    const source = sourceOf([(await copy(behave)).url], 200);
    await expect(source.execute(query)).rejects.toThrow(SubgraphUnavailable);
    expect(source.isUp()).toBe(false);
  });

  it('is our mistake, not an outage, where it does not accept our signature', async () => {
    const source = sourceOf([(await copy(json({ errors: [{ message: 'Only services.' }] }, 401))).url]);
    await expect(source.execute(query)).rejects.toThrow("refused the router's signature");
  });

  it('asks another copy for a query, but sends no mutation twice', async () => {
    const [broken, other] = [await copy((response) => response.destroy()), await copy(well)];
    for (let request = 0; request < 4; request += 1) expect(await sourceOf([broken.url, other.url]).execute(query)).toEqual({ data: { a: 1 } });
    const source = sourceOf([other.url, broken.url]);
    const before = other.count();
    await expect(source.execute(mutation)).rejects.toThrow(SubgraphUnavailable);
    expect(other.count()).toBe(before);
  });

  it('sends a mutation to another copy where it never left', async () => {
    const [gone, other] = [await copy(well), await copy(well)];
    gone.close();
    for (let request = 0; request < 4; request += 1) expect(await sourceOf([gone.url, other.url]).execute(mutation)).toEqual({ data: { a: 1 } });
    expect(other.count()).toBe(4);
  });

  it('leaves a copy alone that failed, while the other is well', async () => {
    const [broken, other] = [await copy(json({}, 503)), await copy(well)];
    const source = sourceOf([broken.url, other.url]);
    for (let request = 0; request < 10; request += 1) await source.execute(query);
    expect([broken.count(), other.count()]).toEqual([1, 10]);
  });
});
