import { encodeId, MINUTE, SECOND, type Id } from '@marketgraph/kernel';
import { PeerRefused, silentLogger } from '@marketgraph/server';
import { buyer, vendorMember } from '@marketgraph/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimDispatches } from '../src/dispatch/claim-dispatches.ts';
import { deliverPlanned } from '../src/dispatch/deliver-planned.ts';
import { planOf } from '../src/dispatch/plans/plans.ts';
import { bought, deliverItem, itemStatus, newId, placedOrder, stock, vendorEvent, vendorOrder } from './support/events.ts';
import { startSocial, type Harness, type Person } from './support/harness.ts';
import { kinds, list } from './support/notification-operations.ts';
import { answer, create } from './support/review-operations.ts';

let harness: Harness;
let bea: Person;
let owner: Person;
let staff: Person;
const vendorId: Id<'Vendor'> = newId('Vendor');

beforeEach(async () => {
  harness = await startSocial(silentLogger);
  bea = harness.person('Bea', 'de-DE');
  owner = harness.person('Olga');
  staff = harness.person('Sam');
  harness.teams.push({ vendorId, userId: owner.userId, permissions: ['manage_orders', 'manage_inventory', 'manage_products', 'manage_settings'] });
  harness.teams.push({ vendorId, userId: staff.userId, permissions: ['manage_orders', 'view_products'] });
  await harness.handle('identity.vendor.approved', vendorEvent(vendorId, owner.userId));
  await harness.deliver();
});
afterEach(() => harness.stop());

const subjects = async (to: Person): Promise<string[]> => (await harness.mails()).filter((mail) => mail.to === to.email).map(({ subject }) => subject);
const open = async (): Promise<number> => Number((await harness.deps.db.reader.execute<{ n: number }>('select count(*)::int as n from dispatches where due_at is not null'))[0]?.n);
const recipientCalls = () => harness.deps.peers.calls.filter(({ field }) => field === 'internalRecipients');

async function welcomeMany(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const { userId, email, name } = harness.person(`Q${index}`);
    await harness.handle('identity.user.registered', { userId, email, name, locale: 'en' });
  }
}

describe('an order', () => {
  it('is confirmed to the buyer with lines and total as the buyer writes them, and told to whoever may handle it', async () => {
    const item = bought({ buyerId: bea.userId, vendorId });
    await harness.handle('commerce.order.placed', placedOrder(item));
    expect(await harness.deliver()).toBe(1);

    const mine = (await list(harness, buyer({ userId: bea.userId, locale: 'de-DE' }))).notifications?.nodes;
    expect(mine).toMatchObject([
      { kind: 'ORDER_PLACED', title: 'Thank you for order MG-100042', readAt: null, order: { id: encodeId('Order', item.orderId) }, vendorOrder: null, delivery: null },
    ]);
    expect(mine?.[0]?.body).toBe('We have your order of 2 items for 24,99 $. You are told as soon as it is on its way.'.replace('99 $', '99\u00A0$'));
    const team = await list(harness, vendorMember(vendorId, 'STAFF'), vendorId);
    expect(team.notifications?.nodes).toMatchObject([
      { kind: 'STORE_ORDER_PLACED', title: 'New order MG-100042', vendor: { id: encodeId('Vendor', vendorId) }, vendorOrder: { id: encodeId('VendorOrder', item.vendorOrderId) } },
    ]);
    expect(team.notifications?.nodes[0]?.body).toContain('2 items for $24.99');

    const confirmation = (await harness.mails()).find(({ to }) => to === bea.email);
    expect(confirmation).toMatchObject({ subject: 'Order MG-100042 confirmed' });
    expect(confirmation?.text).toContain('2 × Blue mug: 20,00\u00A0$\nShipping: 4,99\u00A0$\nTotal: 24,99\u00A0$');
    expect(confirmation?.html).toContain('>2 × Blue mug</td>');
    expect(confirmation?.html).toContain(`https://shop.example/orders/${encodeId('Order', item.orderId)}`);
    expect(await subjects(owner)).toEqual(['Aurora is approved', 'New order MG-100042']);
    expect(await subjects(staff)).toEqual(['New order MG-100042']);
  });

  it('told of twice tells once', async () => {
    const item = bought({ buyerId: bea.userId, vendorId });
    const payload = placedOrder(item);
    const id = await harness.handle('commerce.order.placed', payload);
    await harness.deliver();
    await harness.handle('commerce.order.placed', payload, { id });
    expect(await harness.deliver()).toBe(0);
    expect(await kinds(harness, buyer({ userId: bea.userId }))).toEqual(['ORDER_PLACED']);
    expect(await subjects(bea)).toHaveLength(1);
  });

  it('and its parcel go by the names that other events have told', async () => {
    const item = bought({ buyerId: bea.userId, vendorId, title: 'Mug <b>"blue"</b>' });
    await harness.handle('commerce.order.placed', placedOrder(item));
    await harness.handle('commerce.vendor_order.rejected', vendorOrder(item, { reason: 'OUT_OF_STOCK: The last one broke' }), { version: 2 });
    const { title: _title, orderItemId: _item, productId: _product, ...part } = item;
    await harness.handle('logistics.delivery.status_changed', { ...part, deliveryId: newId('Delivery'), from: 'ASSIGNED', status: 'DELIVERED', reason: '' }, { version: 2 });
    await deliverItem(harness, item);
    await harness.deliver();
    const told = (await list(harness, buyer({ userId: bea.userId }))).notifications?.nodes.map(({ kind, title, body }) => `${kind}: ${title} ${body}`) ?? [];
    expect(told.toSorted()).toEqual([
      'DELIVERY_DELIVERED: Your parcel has arrived Your items of order MG-100042 from Aurora were handed over.',
      'ORDER_PLACED: Thank you for order MG-100042 We have your order of 2 items for $24.99. You are told as soon as it is on its way.',
      'ORDER_REJECTED: Aurora could not take your order Aurora does not fulfil its part of order MG-100042-1. Reason: The last one broke. You get your money back for it.',
      'REVIEW_INVITED: How is Mug <b>"blue"</b>? It has arrived: tell others what you think of it.',
    ]);
    const confirmation = (await harness.mails()).find(({ subject }) => subject === 'Order MG-100042 confirmed');
    expect(confirmation?.html).toContain('Mug &lt;b&gt;&quot;blue&quot;&lt;/b&gt;');
    expect(confirmation?.html).not.toContain('<b>');
  });

  it('of something reviewed before invites to nothing', async () => {
    const item = bought({ buyerId: bea.userId, vendorId });
    await deliverItem(harness, item);
    await create(harness, buyer({ userId: bea.userId }), item.productId);
    await harness.handle('commerce.order_item.status_changed', itemStatus(bought({ ...item, orderItemId: newId('OrderItem') }), 'DELIVERED'), { version: 3 });
    await harness.deliver();
    expect(await kinds(harness, buyer({ userId: bea.userId }))).toEqual([]);
    expect(await kinds(harness, vendorMember(vendorId, 'MANAGER'), vendorId)).toEqual(['STORE_REVIEWED']);
  });
});

describe('a store', () => {
  it('hears of its stock where somebody looks after it', async () => {
    await harness.handle('catalog.stock.low', stock(vendorId, 1));
    await harness.handle('catalog.stock.out', stock(vendorId, 0));
    await harness.handle('catalog.stock.back', stock(vendorId, 7));
    await harness.deliver();
    const told = (await list(harness, vendorMember(vendorId, 'MANAGER'), vendorId)).notifications?.nodes ?? [];
    expect(told.map(({ title }) => title)).toEqual(['Blue mug is back in stock', 'Blue mug is sold out', 'Blue mug runs low']);
    expect(told[2]?.body).toBe('1 piece of Blue mug left. Order more before it is sold out.');
    expect(await kinds(harness, vendorMember(vendorId, 'STAFF'), vendorId)).toEqual([]);
    expect(await subjects(owner)).toEqual(['Aurora is approved', 'Blue mug runs low', 'Blue mug is sold out']);
    expect(await subjects(staff)).toEqual([]);
  });

  it('hears of decisions through its owner', async () => {
    await harness.handle('identity.vendor.suspended', vendorEvent(vendorId, owner.userId, { status: 'SUSPENDED', reason: 'Too many returns' }), { version: 2 });
    await harness.deliver();
    expect(await kinds(harness, buyer({ userId: owner.userId }))).toEqual(['STORE_SUSPENDED', 'STORE_APPROVED']);
    expect(await subjects(owner)).toEqual(['Aurora is approved', 'Aurora is suspended']);
    expect((await harness.mails()).at(-1)?.text).toContain('Reason: Too many returns.');
  });

  it('hears of a review, and its author of the answer', async () => {
    const item = bought({ buyerId: bea.userId, vendorId });
    await harness.handle('commerce.order.placed', placedOrder(item));
    await deliverItem(harness, item);
    const { review } = await create(harness, buyer({ userId: bea.userId }), item.productId, { rating: 2, title: 'Smaller than I thought' });
    await answer(harness, vendorMember(vendorId), { id: review?.id, expectedVersion: 1, text: 'Sorry!' });
    await harness.deliver();
    const team = (await list(harness, vendorMember(vendorId, 'MANAGER'), vendorId)).notifications?.nodes;
    expect(team).toMatchObject([
      { kind: 'STORE_REVIEWED', title: '2 stars for Blue mug', review: { id: review?.id }, product: { id: encodeId('Product', item.productId) } },
      { kind: 'STORE_ORDER_PLACED' },
    ]);
    expect(team?.[0]?.body).toContain('“Smaller than I thought”');
    expect(await kinds(harness, buyer({ userId: bea.userId }))).toContain('REVIEW_ANSWERED');
    expect(await subjects(bea)).toContain('Aurora answered your review');
    expect(await subjects(staff)).not.toContain('New review of Blue mug');
  });
});

describe('telling', () => {
  it('asks identity once for a whole batch, whoever is meant', async () => {
    for (let index = 0; index < 20; index += 1) {
      const item = bought({ buyerId: harness.person(`P${index}`).userId, vendorId: index % 2 === 0 ? vendorId : newId('Vendor') });
      await harness.handle('commerce.order.placed', placedOrder(item, `MG-${index}`));
      await harness.handle('catalog.stock.low', stock(vendorId, 2));
    }
    const before = recipientCalls().length;
    expect(await harness.deliver()).toBe(40);
    // One document with three fields: people, and a team for each of two permissions.
    expect(recipientCalls().slice(before).map(({ args }) => args['permission'])).toEqual([undefined, 'manage_inventory', 'manage_orders']);
  });

  it('waits while identity is away, and loses nothing', async () => {
    harness.deps.peers.down('identity');
    await harness.handle('identity.user.registered', { userId: bea.userId, email: bea.email, name: 'Bea', locale: 'de-DE' });
    for (let round = 0; round < 50; round += 1) {
      expect(await harness.deliver()).toBe(0);
      harness.deps.clock.advance(6 * SECOND);
    }
    expect(await kinds(harness, buyer({ userId: bea.userId }))).toEqual([]);
    harness.deps.peers.up('identity');
    expect(await harness.deliver()).toBe(1);
    expect(await kinds(harness, buyer({ userId: bea.userId }))).toEqual(['WELCOME']);
    expect(await subjects(bea)).toEqual(['Welcome to Marketgraph']);
  });

  it('that dies on the way is done again after its lease, once', async () => {
    await harness.handle('identity.user.registered', { userId: bea.userId, email: bea.email, name: 'Bea', locale: 'en' });
    // A process that claimed it and was never heard of again.
    expect(await claimDispatches(harness.deps.db, harness.deps.clock.now(), 10)).toHaveLength(1);
    harness.deps.clock.advance(MINUTE - 1);
    expect(await harness.deliver()).toBe(0);
    harness.deps.clock.advance(1);
    expect(await harness.deliver()).toBe(1);
    expect(await subjects(bea)).toEqual(['Welcome to Marketgraph']);
  });

  it('that breaks off leaves nothing half told, and does not hold up what is told with it', async () => {
    const quinn = harness.person('Quinn');
    const welcome = { userId: quinn.userId, email: quinn.email, name: 'Quinn', locale: 'en' };
    await harness.handle('commerce.order.placed', placedOrder(bought({ buyerId: bea.userId, vendorId })));
    const mails = (await harness.mails()).length;
    await harness.deps.db.reader.execute("alter table notifications add constraint broken check (kind <> 'STORE_ORDER_PLACED')");
    await harness.handle('identity.user.registered', welcome);
    expect(await harness.deliver()).toBe(1);
    expect(await kinds(harness, buyer({ userId: quinn.userId }))).toEqual(['WELCOME']);
    expect(await harness.mails()).toHaveLength(mails + 1);
    expect(await kinds(harness, buyer({ userId: bea.userId }))).toEqual([]);
    await harness.deps.db.reader.execute('alter table notifications drop constraint broken');
    harness.deps.clock.advance(5 * SECOND);
    expect(await harness.deliver()).toBe(1);
    expect(await subjects(bea)).toEqual(['Order MG-100042 confirmed']);
  });

  it('by several processes at once tells once', async () => {
    const { db, clock } = harness.deps;
    await welcomeMany(30);
    // All connections are open before the race begins.
    await Promise.all(Array.from({ length: 5 }, () => db.reader.execute('select pg_sleep(0.05)')));
    const claimed = (await Promise.all([10, 10, 10].map((limit) => claimDispatches(db, clock.now(), limit)))).flat();
    expect(claimed).toHaveLength(30);
    expect(new Set(claimed.map(({ id }) => id)).size).toBe(30);
    clock.advance(MINUTE);
    const done = await Promise.all([harness.deliver(), harness.deliver(), harness.deliver()]);
    expect(done.reduce((sum, count) => sum + count, 0)).toBe(30);
    expect((await harness.mails()).filter(({ subject }) => subject.startsWith('Welcome'))).toHaveLength(30);
  });

  it('by a process that was slower than its lease brings nothing back', async () => {
    const { db, clock } = harness.deps;
    await welcomeMany(1);
    const [late] = await claimDispatches(db, clock.now(), 1);
    clock.advance(MINUTE);
    await harness.deliver();
    const [read] = await db.reader.execute<{ id: string; user_id: Id<'User'> }>("delete from notifications where kind = 'WELCOME' returning id, user_id");
    if (late === undefined || read === undefined) throw new Error('nothing was claimed or told');
    const person = harness.people.get(read.user_id);
    await deliverPlanned(harness.deps, [{ dispatch: late, messages: planOf(late.cause, late.payload, () => undefined) }], () => (person === undefined ? [] : [person]));
    expect(await kinds(harness, buyer({ userId: read.user_id }))).toEqual([]);
  });

  it('goes on with the others where identity refuses one of them, and gives that one up in the end', async () => {
    const poison = harness.person('Poison');
    const answers = harness.deps.peers;
    const good = { userId: encodeId('User', bea.userId), email: bea.email, name: 'Bea', locale: 'en', vendorId: null };
    answers.answer('identity', 'internalRecipients', ({ userIds }) => {
      if ((userIds as string[]).includes(encodeId('User', poison.userId))) throw new PeerRefused('identity', 'BAD_USER_INPUT', 'no');
      return (userIds as string[]).includes(good.userId) ? [good] : [];
    });
    await harness.handle('identity.user.registered', { userId: poison.userId, email: poison.email, name: 'Poison', locale: 'en' });
    await harness.handle('identity.user.registered', { userId: bea.userId, email: bea.email, name: 'Bea', locale: 'en' });
    expect(await harness.deliver()).toBe(1);
    expect(await kinds(harness, buyer({ userId: bea.userId }))).toEqual(['WELCOME']);
    for (let round = 0; round < 50; round += 1) {
      harness.deps.clock.advance(10 * MINUTE);
      await harness.deliver();
    }
    const [given] = await harness.deps.db.reader.execute<{ failure: string; payload: object }>('select failure, payload from dispatches where failure is not null');
    expect(given).toMatchObject({ failure: expect.stringContaining('BAD_USER_INPUT'), payload: {} });
    expect(await open()).toBe(0);
  });

  it('reaches nobody whose account is gone, and keeps no address of what is done', async () => {
    await harness.handle('commerce.vendor_order.accepted', vendorOrder(bought()));
    expect(await harness.deliver()).toBe(1);
    const rows = await harness.deps.db.reader.execute<{ payload: object; told: number }>('select payload, (select count(*)::int from notifications) as told from dispatches');
    expect(rows.map(({ payload }) => payload)).toEqual([{}, {}]);
    expect(rows[0]?.told).toBe(1);
  });

  it('of a state that others tell of leaves nothing to do', async () => {
    await harness.handle('commerce.order_item.status_changed', { ...itemStatus(bought(), 'SHIPPED'), from: 'PROCESSING' }, { version: 2 });
    expect(await open()).toBe(0);
  });
});
