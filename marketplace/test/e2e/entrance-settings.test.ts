import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startMarketplace, type Marketplace } from '../support/start-marketplace.ts';

let marketplace: Marketplace;
afterAll(() => marketplace?.stop());

const ask = (query: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${marketplace.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query }) });

const socketFrom = (origin: string): Promise<'open' | string> =>
  new Promise((resolve) => {
    const socket = new WebSocket(`${marketplace.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { origin });
    socket.once('open', () => {
      socket.terminate();
      resolve('open');
    });
    socket.once('error', (error) => resolve(error.message));
  });

describe('settings of the entrance, in whichever form (PLT-05)', () => {
  beforeAll(async () => {
    marketplace = await startMarketplace({ env: { TRUSTED_PROXIES: '127.0.0.1', RATE_LIMIT: '1', INTROSPECTION: 'false' } });
  });

  it('let a web app on another port of this machine in, over HTTP and by socket, and no other site', async () => {
    const [own, foreign] = await Promise.all(['http://localhost:3000', 'https://shop.example'].map((origin) => ask('{ __typename }', { origin, 'x-forwarded-for': '192.0.2.1' })));
    expect([own?.status, own?.headers.get('access-control-allow-origin')]).toEqual([200, 'http://localhost:3000']);
    expect([foreign?.status, foreign?.headers.get('access-control-allow-origin')]).toEqual([200, null]);
    expect(await socketFrom('http://localhost:3000')).toBe('open');
    expect(await socketFrom('https://shop.example')).toContain('403');
  });

  it('count operations of each address, as the trusted proxy tells it', async () => {
    const statuses: number[] = [];
    for (let time = 0; time < 8; time += 1) statuses.push((await ask('{ __typename }', { 'x-forwarded-for': '192.0.2.2' })).status);
    expect(statuses.slice(0, 5)).toEqual([200, 200, 200, 200, 200]);
    expect(statuses).toContain(429);
    expect((await ask('{ __typename }', { 'x-forwarded-for': '192.0.2.3' })).status).toBe(200);
  });

  it('hide the schema', async () => {
    const answer = await ask('{ __schema { types { name } } }', { 'x-forwarded-for': '192.0.2.4', accept: 'application/graphql-response+json' });
    expect(answer.status).toBe(400);
    expect(await answer.json()).not.toHaveProperty('data');
  });
});
