import { randomUUID } from 'node:crypto';
import { encodeId } from '@marketgraph/kernel';
import { waitFor } from '@marketgraph/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import type { GraphClient } from '../../src/walkthrough/graph-client.ts';
import { must } from '../support/must.ts';
import { countOpenStreams } from '../support/open-streams.ts';
import { buyer as signInBuyer, member, storeAt } from '../support/people.ts';
import { stockProduct } from '../support/shopping.ts';
import { startMarketplace, type Marketplace } from '../support/start-marketplace.ts';

type Watcher = 'guest' | 'buyer' | 'owner';
type Topic = 'variant' | 'vendor' | 'order' | 'delivery' | 'import';

/** Every live field: who watches, and what. */
const FIELDS: readonly (readonly [string, Watcher, string, Topic | undefined])[] = [
  ['variantStockChanged', 'guest', '(variantId: $id)', 'variant'],
  ['vendorInventoryChanged', 'owner', '(vendorId: $id)', 'vendor'],
  ['productImportProgressed', 'owner', '(importId: $id)', 'import'],
  ['orderUpdated', 'buyer', '(id: $id)', 'order'],
  ['buyerOrdersUpdated', 'buyer', '', undefined],
  ['vendorOrdersUpdated', 'owner', '(vendorId: $id)', 'vendor'],
  ['deliveryTracked', 'buyer', '(id: $id)', 'delivery'],
  ['notificationReceived', 'buyer', '', undefined],
  ['vendorNotificationReceived', 'owner', '(vendorId: $id)', 'vendor'],
  ['vendorDashboardUpdated', 'owner', '(vendorId: $id)', 'vendor'],
];

describe('a client that vanishes (seen in one process, since other processes do not tell; PLT-02)', () => {
  let marketplace: Marketplace;
  let clients: Record<Watcher, GraphClient>;
  let ids: Record<Topic, string>;
  let openAtOwners: () => Record<string, number>;

  beforeAll(async () => {
    marketplace = await startMarketplace({ form: 'one-process', demo: { vendors: 2, buyers: 2, products: 6, orders: 24 } });
    const [owner, buyer] = await Promise.all([member(marketplace, 0, 'OWNER'), signInBuyer(marketplace, 0)]);
    clients = { guest: marketplace.guest, buyer: buyer.graph, owner: owner.graph };
    const vendor = encodeId('Vendor', storeAt(marketplace, 0).id);
    const order = must(marketplace.demo.orders.find(({ buyerId, vendorOrders }) => buyerId === buyer.userId && vendorOrders.some(({ stage }) => stage === 'IN_TRANSIT')), 'order under way');
    const { productImportStart } = await owner.graph.request<{ productImportStart: { import: { id: string } } }>(
      'mutation ($input: ProductImportStartInput!) { productImportStart(input: $input) { ... on ProductImportStartSuccess { import { id } } } }',
      { input: { vendorId: vendor, csv: 'Handle,Title,Variant Price\nthing,Thing,4.50\n', dryRun: true, idempotencyKey: randomUUID() } },
    );
    ids = {
      vendor,
      variant: must((await stockProduct(owner, storeAt(marketplace, 0).id, 'Watched', [10])).variantIds[0], 'variant'),
      order: encodeId('Order', order.id),
      delivery: encodeId('Delivery', must(order.vendorOrders.find(({ stage }) => stage === 'IN_TRANSIT'), 'part').deliveryId),
      import: productImportStart.import.id,
    };
    await marketplace.settled();
    openAtOwners = countOpenStreams(marketplace);
    return () => marketplace.stop();
  });

  it('is asked of every live field', async () => {
    const { __type: root } = await marketplace.guest.request<{ __type: { fields: { name: string }[] } }>('{ __type(name: "Subscription") { fields { name } } }');
    expect(FIELDS.map(([name]) => name).toSorted()).toEqual(root.fields.map(({ name }) => name).toSorted());
  });

  it.each(FIELDS)('of %s is let go by router and owner, though nothing happens that would wake them', async (name, watcher, argument, topic) => {
    const { router } = must(marketplace.one, 'process');
    const query = `subscription ${topic === undefined ? '' : '($id: ID!)'} { ${name}${argument} { seq } }`;
    const stream = clients[watcher].subscribe(query, topic === undefined ? {} : { id: ids[topic] });
    await stream.next();
    expect(Object.values(openAtOwners())).toEqual([1]);
    stream.cut();
    await waitFor(() => router.status.streams === 0 && router.status.sockets === 0, { what: 'no stream in the router', timeoutMs: 10_000 });
    await expect.poll(openAtOwners, { timeout: 10_000 }).toEqual({});
    stream.close();
  });
});
