import { createLocalPeers, createRemotePeers, PeerRefused, PeerUnavailable, serveSubgraph, silentLogger, type Peers } from '@marketgraph/server';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogFixture, trust } from './peer-fixture.ts';

interface Transport {
  readonly peers: Peers;
  close(): Promise<void>;
}

const fixture = catalogFixture();

const transports: Record<string, () => Promise<Transport>> = {
  'in one process': async () => ({
    peers: createLocalPeers('commerce', () => new Map([['catalog', fixture.subgraph]])),
    close: async () => undefined,
  }),
  'over HTTP': async () => {
    const { asCommerce, verifyViewer } = await trust();
    const server = await serveSubgraph({ subgraph: fixture.subgraph, port: 0, host: '127.0.0.1', verifyViewer, log: silentLogger });
    const peers = createRemotePeers({ caller: 'commerce', addresses: { catalog: server.url }, sign: asCommerce });
    return {
      peers,
      close: async () => {
        await peers.close();
        await server.close();
      },
    };
  },
};

describe.each(Object.keys(transports))('peers %s', (name) => {
  let transport: Transport;
  beforeAll(async () => {
    transport = await (transports[name] ?? (() => Promise.reject(new Error('no such transport'))))();
  });
  afterAll(() => transport.close());
  const ask = (document: string, variables = {}): Promise<unknown> => transport.peers.request('catalog', { document, variables, traceId: 'trace-1' });

  test('are asked with variables and answer with what JSON holds', async () => {
    const answer = await ask('query ($id: ID!) { stock(id: $id) price { amount currency } }', { id: 'abc' });
    expect(JSON.parse(JSON.stringify(answer))).toEqual({ stock: 3, price: { amount: '9007199254740993', currency: 'USD' } });
  });

  test('know who asks, and for which request', async () => {
    expect(await ask('{ whoAsks }')).toEqual({ whoAsks: 'service commerce trace-1' });
  });

  test.each([
    ['a field for another service', '{ forSocial }', {}, 'FORBIDDEN'],
    ['a field for users', '{ secret }', {}, 'FORBIDDEN'],
    ['something the other refuses', '{ mine }', {}, 'FORBIDDEN'],
    ['a wrong variable', 'query ($id: ID!) { stock(id: $id) }', { id: { no: 'id' } }, 'BAD_USER_INPUT'],
    ['a field that is not there', '{ nothing }', {}, 'GRAPHQL_VALIDATION_FAILED'],
  ])('refuse %s', async (_case, document, variables, code) => {
    const error = await ask(document, variables).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(PeerRefused);
    expect(error).toMatchObject({ subgraph: 'catalog', code, retryable: false });
  });

  test('that break are unavailable, and say no more than that', async () => {
    const error = await ask('{ broken }').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(PeerUnavailable);
    expect(error).toMatchObject({ subgraph: 'catalog', retryable: true, message: 'catalog is unavailable: it met an internal error' });
  });

  test('that are not there are unavailable', async () => {
    await expect(transport.peers.request('social', { document: '{ a }', variables: {}, traceId: 't' })).rejects.toThrow(PeerUnavailable);
  });
});

describe('peers over HTTP are unavailable where', () => {
  const failing = async (answer: ((respond: (status: number, body: string) => void) => void) | undefined): Promise<unknown> => {
    const server = createServer((_request, response) => answer?.((status, body) => response.writeHead(status).end(body)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { asCommerce } = await trust();
    const peers = createRemotePeers({ caller: 'commerce', addresses: { catalog: `http://127.0.0.1:${port}` }, sign: asCommerce, timeoutMs: 100 });
    const error = await peers.request('catalog', { document: '{ a }', variables: {}, traceId: 't' }).catch((reason: unknown) => reason);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await peers.close();
    return error;
  };

  test.each<[string, Parameters<typeof failing>[0]]>([
    ['no answer comes in time', undefined],
    ['the answer is no JSON', (respond) => respond(200, '<html>')],
    ['the status says so', (respond) => respond(503, '{}')],
    ['the answer holds no data', (respond) => respond(200, '{}')],
  ])('%s', async (_case, answer) => {
    expect(await failing(answer)).toBeInstanceOf(PeerUnavailable);
  });

  test('nobody listens', async () => {
    const { asCommerce } = await trust();
    const peers = createRemotePeers({ caller: 'commerce', addresses: { catalog: 'http://127.0.0.1:9' }, sign: asCommerce });
    await expect(peers.request('catalog', { document: '{ a }', variables: {}, traceId: 't' })).rejects.toThrow(PeerUnavailable);
    await peers.close();
  });
});
