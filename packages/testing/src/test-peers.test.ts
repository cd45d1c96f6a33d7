import { expect, test } from 'vitest';
import { PeerUnavailable } from '@marketgraph/server';
import { createTestPeers } from './test-peers.ts';

const DOCUMENT = 'query Q($ids: [ID!]!) { found: internalVariants(ids: $ids, limit: 2) { id price } internalJwks }';
const call = { document: DOCUMENT, variables: { ids: ['var_1'] }, traceId: 'trace' };

test('answers field by field, with arguments, under the alias, as JSON', async () => {
  const peers = createTestPeers({
    catalog: {
      internalVariants: ({ ids }) => (ids as string[]).map((id) => ({ id, at: new Date('2026-01-01T00:00:00Z') })),
      internalJwks: () => 'keys',
    },
  });
  expect(await peers.request('catalog', call)).toEqual({ found: [{ id: 'var_1', at: '2026-01-01T00:00:00.000Z' }], internalJwks: 'keys' });
  expect(peers.calls).toEqual([
    { subgraph: 'catalog', field: 'internalVariants', args: { ids: ['var_1'], limit: 2 }, traceId: 'trace' },
    { subgraph: 'catalog', field: 'internalJwks', args: {}, traceId: 'trace' },
  ]);
});

test('an outage ends with up; an unscripted field is told', async () => {
  const peers = createTestPeers();
  peers.down('catalog');
  await expect(peers.request('catalog', call)).rejects.toBeInstanceOf(PeerUnavailable);
  peers.up('catalog');
  await expect(peers.request('catalog', call)).rejects.toThrow('the test gives no answer for catalog.internalVariants');
  peers.answer('catalog', 'internalVariants', () => []);
  peers.answer('catalog', 'internalJwks', () => null);
  expect(await peers.request('catalog', call)).toEqual({ found: [], internalJwks: null });
});
