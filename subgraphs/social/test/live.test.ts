import { DAY, encodeId, type Id } from '@marketgraph/kernel';
import { buyer, guest, vendorMember } from '@marketgraph/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bought, newId, payment, placedOrder, stock } from './support/events.ts';
import { startSocial, type Harness, type Person } from './support/harness.ts';
import { discard, list, markAll, markRead, watchOwn, watchTeam } from './support/notification-operations.ts';

let harness: Harness;
let bea: Person;
let vendorId: Id<'Vendor'>;
beforeAll(async () => {
  harness = await startSocial();
});
afterAll(() => harness.stop());
beforeEach(() => {
  bea = harness.person('Bea');
  vendorId = newId('Vendor');
  harness.teams.push({ vendorId, userId: harness.person('Olga').userId, permissions: ['manage_orders', 'manage_inventory'] });
});

const me = () => buyer({ userId: bea.userId });

async function pay(amount: string): Promise<void> {
  await harness.handle('commerce.payment.refunded', payment(bought({ buyerId: bea.userId }), { amount }));
  await harness.deliver();
}

async function newOrder(): Promise<void> {
  await harness.handle('commerce.order.placed', placedOrder(bought({ vendorId })));
  await harness.deliver();
}

async function lowStock(): Promise<void> {
  await harness.handle('catalog.stock.low', stock(vendorId, 2));
  await harness.deliver();
}

describe('notificationReceived', () => {
  it('begins with the count, then tells of each that comes, is read and is removed', async () => {
    await pay('100');
    const stream = await watchOwn(harness, me());
    expect(await stream.next()).toEqual({ notificationReceived: { seq: 1, gap: false, snapshot: true, change: 'SNAPSHOT', notification: null, unreadCount: 1 } });
    await pay('250');
    const came = (await stream.next()).notificationReceived;
    expect(came).toMatchObject({ seq: 2, snapshot: false, change: 'RECEIVED', notification: { kind: 'PAYMENT_REFUNDED', title: '$2.50 is on its way back to you' }, unreadCount: 2 });
    const id = came.notification?.id ?? '';
    await markRead(harness, me(), id);
    // Read already: nothing to tell.
    await markRead(harness, me(), id);
    expect((await stream.next()).notificationReceived).toMatchObject({ seq: 3, change: 'READ', notification: { id }, unreadCount: 1 });
    await discard(harness, me(), id);
    expect((await stream.next()).notificationReceived).toMatchObject({ seq: 4, change: 'DELETED', notification: null, unreadCount: 1 });
    await markAll(harness, me());
    await markAll(harness, me());
    expect((await stream.next()).notificationReceived).toMatchObject({ seq: 5, change: 'READ', notification: null, unreadCount: 0 });
    await stream.close();
  });

  it('resumes behind what was seen, exactly, and says so where that is no longer kept', async () => {
    for (const amount of ['100', '200', '300']) await pay(amount);
    const stream = await watchOwn(harness, me(), 1);
    const missed = await stream.take(2);
    expect(missed.map(({ notificationReceived: { seq, snapshot, notification } }) => [seq, snapshot, notification?.title])).toEqual([
      [2, false, '$2.00 is on its way back to you'],
      [3, false, '$3.00 is on its way back to you'],
    ]);
    await pay('400');
    expect((await stream.next()).notificationReceived.seq).toBe(4);
    await stream.close();

    harness.deps.clock.advance(2 * DAY);
    await harness.deps.live.purge.run(harness.deps.clock.now());
    const late = await watchOwn(harness, me(), 1);
    expect((await late.next()).notificationReceived).toMatchObject({ seq: 4, gap: true, snapshot: true, unreadCount: 4 });
    await late.close();
  });

  it('lets go of a quiet stream at once', async () => {
    const stream = await watchOwn(harness, me());
    await stream.next();
    const waiting = stream.next().catch((error: unknown) => String(error));
    await stream.close();
    expect(await waiting).toContain('ended');
  });
});

describe('vendorNotificationReceived', () => {
  it('tells a member of what the permissions allow, and numbers go on', async () => {
    const stock = vendorMember(vendorId, ['manage_inventory']);
    const stream = await watchTeam(harness, stock, vendorId);
    expect((await stream.next()).vendorNotificationReceived).toMatchObject({ seq: 0, snapshot: true, unreadCount: 0 });
    await newOrder();
    await lowStock();
    expect((await stream.next()).vendorNotificationReceived).toMatchObject({ seq: 2, change: 'RECEIVED', notification: { kind: 'STOCK_LOW' }, unreadCount: 1 });
    await stream.close();
    await newOrder();
    await lowStock();
    const resumed = await watchTeam(harness, stock, vendorId, 2);
    expect((await resumed.next()).vendorNotificationReceived).toMatchObject({ seq: 4, notification: { kind: 'STOCK_LOW' }, unreadCount: 2 });
    await resumed.close();
  });

  it('tells a member\'s other devices of what the member reads, and nobody else', async () => {
    await newOrder();
    const [one, two] = [vendorMember(vendorId), vendorMember(vendorId)];
    const [mine, theirs] = await Promise.all([watchTeam(harness, one, vendorId), watchTeam(harness, two, vendorId)]);
    await Promise.all([mine.next(), theirs.next()]);
    const id = (await list(harness, one, vendorId)).notifications?.nodes[0]?.id ?? '';
    await markRead(harness, one, id);
    expect((await mine.next()).vendorNotificationReceived).toMatchObject({ seq: 2, change: 'READ', notification: { id }, unreadCount: 0 });
    await lowStock();
    expect((await theirs.next()).vendorNotificationReceived).toMatchObject({ seq: 3, change: 'RECEIVED', unreadCount: 2 });
    expect((await mine.next()).vendorNotificationReceived).toMatchObject({ seq: 3, unreadCount: 1 });
    await Promise.all([mine.close(), theirs.close()]);
  });

  it('is refused to everybody else', async () => {
    const document = 'subscription ($vendorId: ID!) { vendorNotificationReceived(vendorId: $vendorId) { seq } }';
    const variables = { vendorId: encodeId('Vendor', vendorId) };
    expect(await harness.client.as(guest()).errors(document, variables)).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(await harness.client.as(buyer()).errors(document, variables)).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await harness.client.as(vendorMember(newId('Vendor'))).errors(document, variables)).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  });
});
