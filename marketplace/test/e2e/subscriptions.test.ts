import { randomUUID } from 'node:crypto';
import { publishLive } from '@marketgraph/server';
import { decodeId, encodeId, systemClock } from '@marketgraph/kernel';
import { waitFor } from '@marketgraph/testing';
import { sql } from 'drizzle-orm';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { GraphStream } from '../../src/walkthrough/graph-client.ts';
import { openEventSource } from '../support/event-source.ts';
import { must } from '../support/must.ts';
import { countOpenStreams } from '../support/open-streams.ts';
import { buyer as signInBuyer, member, storeAt } from '../support/people.ts';
import { openSlowReader } from '../support/slow-reader.ts';
import { stockProduct } from '../support/shopping.ts';
import { FORM, startMarketplace, type Marketplace, type Visitor } from '../support/start-marketplace.ts';

const STOCK = `subscription Stock($id: ID!, $since: Int) { variantStockChanged(variantId: $id, since: $since) { seq gap snapshot variant { available product { title vendor { name } } } } }`;

interface Change {
  readonly seq: number;
  readonly gap: boolean;
  readonly snapshot: boolean;
}
type StockChanged = { readonly variantStockChanged: Change & { readonly variant: { readonly available: number; readonly product: { readonly title: string; readonly vendor: { readonly name: string } } } } };

describe(`live fields (${FORM}; PLT-02, LOG-04)`, () => {
  let marketplace: Marketplace;
  let owner: Visitor;
  let buyer: Visitor;
  let variantId: string;
  let deliveryId: string;
  let openAtOwners: () => Record<string, number> = () => ({});
  const streams: GraphStream<unknown>[] = [];

  beforeAll(async () => {
    marketplace = await startMarketplace({ demo: { vendors: 2, buyers: 2, products: 6, orders: 24 } });
    [owner, buyer] = await Promise.all([member(marketplace, 0, 'OWNER'), signInBuyer(marketplace, 0)]);
    variantId = must((await stockProduct(owner, storeAt(marketplace, 0).id, 'Watched', [1_000], 'A long story. '.repeat(400))).variantIds[0], 'variant');
    const order = must(marketplace.demo.orders.find(({ buyerId, vendorOrders }) => buyerId === buyer.userId && vendorOrders.some(({ stage }) => stage === 'IN_TRANSIT')), 'order under way');
    deliveryId = encodeId('Delivery', must(order.vendorOrders.find(({ stage }) => stage === 'IN_TRANSIT'), 'part').deliveryId);
    await marketplace.settled();
    if (marketplace.one !== undefined) openAtOwners = countOpenStreams(marketplace);
    return () => marketplace.stop();
  });

  afterEach(async () => {
    for (const stream of streams.splice(0)) stream.close();
    await expectNobodyWatches();
    expect(marketplace.complaints).toEqual([]);
  });

  /** Within reach in one process only; services keep such figures to themselves. */
  async function expectNobodyWatches(): Promise<void> {
    const { one } = marketplace;
    if (one === undefined) return;
    await waitFor(() => one.router.status.streams === 0 && one.router.status.sockets === 0, { what: 'no stream in the router', timeoutMs: 10_000 });
    await expect.poll(openAtOwners, { timeout: 10_000 }).toEqual({});
  }

  function watch<Data>(who: Pick<Visitor, 'graph'> | undefined, query: string, variables: Record<string, unknown>): GraphStream<Data> {
    const stream = (who?.graph ?? marketplace.guest).subscribe<Data>(query, variables);
    streams.push(stream as GraphStream<unknown>);
    return stream;
  }

  const watchStock = (since?: number) => watch<StockChanged>(undefined, STOCK, { id: variantId, ...(since === undefined ? {} : { since }) });

  async function sell(units = 1): Promise<void> {
    await owner.graph.request('mutation ($id: ID!, $key: String!, $by: Int!) { stockAdjust(input: { idempotencyKey: $key, reason: "sold at the counter", lines: [{ variantId: $id, by: $by }] }) { __typename } }', {
      id: variantId,
      key: randomUUID(),
      by: -units,
    });
  }

  it('cost the owner one stream, however many watch the same', async () => {
    const guests = Array.from({ length: 30 }, () => watchStock());
    const snapshots = await Promise.all(guests.map((guest) => guest.next()));
    expect(new Set(snapshots.map(({ variantStockChanged }) => variantStockChanged.seq)).size).toBe(1);
    await sell();
    const changes = await Promise.all(guests.map((guest) => guest.next()));
    const [first] = changes;
    expect(first?.variantStockChanged).toMatchObject({ seq: must(snapshots[0], 'snapshot').variantStockChanged.seq + 1, gap: false, snapshot: false, variant: { product: { title: 'Watched' } } });
    for (const change of changes) expect(change).toEqual(first);

    const delivery = `subscription Track($id: ID!) { deliveryTracked(id: $id) { seq snapshot status delivery { number vendor { name } } } }`;
    const watchers = Array.from({ length: 20 }, () => watch<{ deliveryTracked: Change }>(buyer, delivery, { id: deliveryId }));
    for (const watcher of watchers) expect((await watcher.next()).deliveryTracked.snapshot).toBe(true);
    if (marketplace.one === undefined) return;
    // Those who came while the first snapshot was taken may have had one of their own, for a moment.
    await expect.poll(openAtOwners, { timeout: 10_000 }).toEqual({ [`variant-stock:${must(decodeId('ProductVariant', variantId), 'id')}`]: 1, [`delivery:${must(decodeId('Delivery', deliveryId), 'id')}`]: 1 });
    expect(marketplace.one.router.status).toMatchObject({ streams: 2, sockets: 50 });
  });

  it('miss nothing and repeat nothing for clients that lose their connection while much happens', async () => {
    const begin = (await watchStock().next()).variantStockChanged.seq;
    const changes = 60;
    const clients = Array.from({ length: 6 }, (_, index) => follow(begin, begin + changes, 3 + index * 2));
    for (let done = 0; done < changes; done += 12) await Promise.all(Array.from({ length: 12 }, () => sell()));
    const expected = Array.from({ length: changes }, (_, index) => begin + 1 + index);
    for (const seen of await Promise.all(clients)) expect(seen).toEqual(expected);
  });

  /** Reads up to `last`, cutting its connection after every few events and coming back behind the last one it saw. */
  async function follow(begin: number, last: number, cutAfter: number): Promise<number[]> {
    const seen: number[] = [];
    while ((seen.at(-1) ?? begin) < last) {
      const stream = watchStock(seen.at(-1) ?? begin);
      for (let count = 0; count < cutAfter && (seen.at(-1) ?? begin) < last; count += 1) seen.push((await stream.next()).variantStockChanged.seq);
      stream.cut();
      stream.close();
    }
    return seen;
  }

  it('begin anew, and say so, where what was missed is not kept any more', async () => {
    await sell();
    await sell();
    const now = (await watchStock().next()).variantStockChanged;
    // As the daily purge leaves it.
    await marketplace.databases.of('catalog').transaction((tx) => tx.execute(sql`delete from live_events where topic = ${topic()} and seq < ${now.seq}`));
    for (const since of [1, now.seq + 1_000]) {
      const back = watchStock(since);
      expect((await back.next()).variantStockChanged).toEqual({ ...now, gap: true, snapshot: true });
    }
    const kept = watchStock(now.seq - 1);
    expect((await kept.next()).variantStockChanged).toMatchObject({ seq: now.seq, gap: false, snapshot: false });
  });

  it('drop whoever reads too slowly, by name, and hold up nobody else', async () => {
    const events = 400;
    const fat = STOCK.replace('title', Array.from({ length: 40 }, (_, index) => `told${index}: description`).join(' '));
    const slow = openSlowReader<{ variantStockChanged: Change }>(marketplace.url, fat, { id: variantId });
    const quick = watchStock();
    const begin = (await quick.next()).variantStockChanged.seq;
    await waitFor(slow.hasBegun);
    slow.stopReading();
    const last = begin + events;
    for (let sent = begin; sent < last; sent += 50) {
      await publish(50);
      const taken = await quick.until(({ variantStockChanged }) => variantStockChanged.seq === sent + 50);
      expect(taken.map(({ variantStockChanged }) => variantStockChanged.seq)).toEqual(Array.from({ length: 50 }, (_, index) => sent + 1 + index));
    }
    slow.readOn();
    await waitFor(() => slow.endedWith() !== undefined, { what: 'the end of the slow subscription', timeoutMs: 20_000 });
    expect(slow.endedWith()).toBe('SUBSCRIBER_TOO_SLOW');
    const seen = slow.received.map(({ variantStockChanged }) => variantStockChanged.seq);
    expect(seen.length).toBeLessThan(events);
    expect(seen).toEqual(Array.from({ length: seen.length }, (_, index) => begin + index));
    slow.close();

    const back = watchStock(seen.at(-1) ?? 0);
    const rest = await back.until(({ variantStockChanged }) => variantStockChanged.seq === last);
    expect(rest).toHaveLength(last - (seen.at(-1) ?? 0));
  });

  const topic = () => `variant-stock:${must(decodeId('ProductVariant', variantId), 'variant id')}`;

  /** Many changes at a stroke, as the owner would tell of them. */
  async function publish(count: number): Promise<void> {
    const uuid = must(decodeId('ProductVariant', variantId), 'variant id');
    await marketplace.databases.of('catalog').transaction(async (tx) => {
      for (let done = 0; done < count; done += 1) await publishLive(tx, { clock: systemClock }, topic(), { variantId: uuid, available: done });
    });
  }

  it('end with their session, and with no other', async () => {
    const query = 'subscription { notificationReceived { seq unreadCount } }';
    const [ending, staying] = [await marketplace.signIn(buyer.userId), await marketplace.signIn(buyer.userId)];
    const [cut, kept] = [watch(ending, query, {}), watch<{ notificationReceived: Change }>(staying, query, {})];
    await Promise.all([cut.next(), kept.next()]);
    await staying.graph.request('mutation ($id: ID!) { sessionEnd(input: { id: $id }) { __typename } }', { id: ending.publicId });
    expect(await cut.closed).toMatchObject({ code: 4401 });
    const again = watch(ending, query, {});
    expect(await again.closed).toMatchObject({ code: 4403 });
    await buyer.graph.request('mutation { notificationMarkAllRead(input: {}) { __typename } }');
    expect((await kept.next()).notificationReceived).toMatchObject({ unreadCount: 0 });
  });

  it('come as server-sent events too', async () => {
    const events = await openEventSource<StockChanged>(marketplace.url, undefined, STOCK, { id: variantId });
    expect(events.contentType).toMatch(/^text\/event-stream/);
    const first = must(await events.next(), 'snapshot').variantStockChanged;
    expect(first).toMatchObject({ snapshot: true, variant: { product: { vendor: { name: storeAt(marketplace, 0).name } } } });
    await sell();
    expect(must(await events.next(), 'event').variantStockChanged).toMatchObject({ seq: first.seq + 1, snapshot: false });
    await events.close();
    const own = await openEventSource<{ buyerOrdersUpdated: Change }>(marketplace.url, buyer, 'subscription { buyerOrdersUpdated { seq snapshot orders { number } } }', {});
    expect(must(await own.next(), 'snapshot').buyerOrdersUpdated.snapshot).toBe(true);
    await own.close();
  });
});
