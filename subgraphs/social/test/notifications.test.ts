import type { VendorPermission } from '@marketgraph/contracts';
import { DAY, MINUTE, type Id } from '@marketgraph/kernel';
import { buyer, guest, operator, service, vendorMember } from '@marketgraph/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { purgeDispatches } from '../src/dispatch/purge-dispatches.ts';
import { purgeNotifications } from '../src/notifications/purge-notifications.ts';
import { bought, newId, payment, placedOrder, stock } from './support/events.ts';
import { startSocial, type Harness, type Person } from './support/harness.ts';
import { discard, kinds, list, markAll, markRead } from './support/notification-operations.ts';

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
  const all: VendorPermission[] = ['manage_orders', 'manage_inventory', 'manage_products', 'manage_settings'];
  harness.teams.push({ vendorId, userId: harness.person('Olga').userId, permissions: all });
});

const me = (overrides = {}) => buyer({ userId: bea.userId, ...overrides });

/** Payments, each told of a minute after the other. */
async function pay(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    harness.deps.clock.advance(MINUTE);
    await harness.handle('commerce.payment.captured', payment(bought({ buyerId: bea.userId }), { number: `MG-${index}` }));
    await harness.deliver();
  }
}

async function teamNews(): Promise<void> {
  await harness.handle('commerce.order.placed', placedOrder(bought({ vendorId })));
  await harness.handle('catalog.stock.low', stock(vendorId, 2));
  await harness.deliver();
}

const first = async (viewer: Parameters<typeof list>[1], vendor: Id<'Vendor'> | null = null): Promise<string> => (await list(harness, viewer, vendor)).notifications?.nodes[0]?.id ?? '';

describe('one\'s own notifications', () => {
  it('are listed newest first, by pages, and counted', async () => {
    await pay(5);
    const one = await list(harness, me(), null, { first: 3 });
    expect(one.notificationUnreadCount).toBe(5);
    expect(one.notifications?.nodes.map(({ body }) => body)).toEqual(['4', '3', '2'].map((index) => `You paid $24.99 for order MG-${index}.`));
    expect(one.notifications?.pageInfo.hasNextPage).toBe(true);
    const two = await list(harness, me(), null, { first: 3, after: one.notifications?.pageInfo.endCursor ?? '' });
    expect(two.notifications?.nodes.map(({ body }) => body)).toEqual(['1', '0'].map((index) => `You paid $24.99 for order MG-${index}.`));
    expect(two.notifications?.pageInfo.hasNextPage).toBe(false);
  });

  it('are nobody else\'s', async () => {
    await pay(1);
    const id = await first(me());
    for (const stranger of [buyer(), operator(), vendorMember(vendorId)]) {
      expect(await kinds(harness, stranger)).toEqual([]);
      expect(await markRead(harness, stranger, id)).toEqual({ __typename: 'NotFound' });
      expect(await discard(harness, stranger, id)).toEqual({ __typename: 'NotFound' });
      expect(await reference(stranger, id)).toBeNull();
    }
    expect(await reference(service('commerce'), id)).toBeNull();
    expect(await reference(me(), id)).toMatchObject({ kind: 'PAYMENT_RECEIVED' });
    expect((await list(harness, me())).notificationUnreadCount).toBe(1);
  });

  it('are read once, and the first time stays', async () => {
    await pay(2);
    const id = await first(me());
    const read = await markRead(harness, me(), id);
    expect(read).toMatchObject({ __typename: 'NotificationMarkReadSuccess', notification: { readAt: harness.deps.clock.now().toISOString() } });
    harness.deps.clock.advance(MINUTE);
    expect((await markRead(harness, me(), id)).notification?.readAt).toBe(read.notification?.readAt);
    expect((await list(harness, me())).notificationUnreadCount).toBe(1);
    expect((await list(harness, me(), null, { unreadOnly: true })).notifications?.nodes.map(({ body }) => body)).toEqual(['You paid $24.99 for order MG-0.']);
  });

  it('are all read at once, also from two devices at once', async () => {
    await pay(4);
    const marked = await Promise.all([markAll(harness, me()), markAll(harness, me())]);
    expect(marked.map(({ markedCount }) => markedCount).toSorted()).toEqual([0, 4]);
    expect((await list(harness, me())).notificationUnreadCount).toBe(0);
    expect((await list(harness, me())).notifications?.nodes).toHaveLength(4);
  });

  it('can be removed', async () => {
    await pay(2);
    const id = await first(me());
    expect(await discard(harness, me(), id)).toEqual({ __typename: 'NotificationDeleteSuccess', notificationId: id });
    expect(await discard(harness, me(), id)).toEqual({ __typename: 'NotFound' });
    expect((await list(harness, me())).notifications?.nodes).toHaveLength(1);
    expect((await list(harness, me())).notificationUnreadCount).toBe(1);
  });

  it('speak as people of the reader\'s locale write, whatever that locale is', async () => {
    await pay(1);
    const bodies = await Promise.all(['de-CH', 'ja-JP', 'not a locale!'].map(async (locale) => (await list(harness, me({ locale }))).notifications?.nodes[0]?.body));
    expect(bodies).toEqual(['You paid $\u00A024.99 for order MG-0.', 'You paid $24.99 for order MG-0.', 'You paid $24.99 for order MG-0.']);
  });

  it('are for those who have signed in', async () => {
    const errors = await harness.client.as(guest()).errors('{ notifications { nodes { id } } notificationUnreadCount }');
    expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED']);
    expect(await harness.client.as(guest()).errors('subscription { notificationReceived { seq } }')).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('cost one statement a page and one a count', async () => {
    await pay(3);
    harness.database.statements.reset();
    await list(harness, me());
    expect(harness.database.statements.statements).toHaveLength(2);
  });
});

describe('a team\'s notifications', () => {
  it('are shown to members as far as their permissions go', async () => {
    await teamNews();
    expect(await kinds(harness, vendorMember(vendorId, 'OWNER'), vendorId)).toEqual(['STOCK_LOW', 'STORE_ORDER_PLACED']);
    expect(await kinds(harness, vendorMember(vendorId, 'STAFF'), vendorId)).toEqual(['STORE_ORDER_PLACED']);
    expect(await kinds(harness, vendorMember(vendorId, ['manage_inventory']), vendorId)).toEqual(['STOCK_LOW']);
    expect((await list(harness, vendorMember(vendorId, ['view_analytics']), vendorId)).notificationUnreadCount).toBe(0);
    expect(await kinds(harness, vendorMember(vendorId, 'OWNER'))).toEqual([]);
  });

  it('do not exist for others', async () => {
    await teamNews();
    const id = await first(vendorMember(vendorId), vendorId);
    for (const stranger of [buyer(), operator(), vendorMember(newId('Vendor'))]) {
      expect(await list(harness, stranger, vendorId)).toEqual({ notifications: null, notificationUnreadCount: null });
      expect(await markAll(harness, stranger, vendorId)).toEqual({ __typename: 'NotFound' });
      expect(await markRead(harness, stranger, id)).toEqual({ __typename: 'NotFound' });
      expect(await discard(harness, stranger, id)).toEqual({ __typename: 'NotFound' });
      expect(await reference(stranger, id)).toBeNull();
    }
    const stock = vendorMember(vendorId, 'STAFF');
    expect(await reference(stock, id)).toBeNull();
    expect(await markRead(harness, stock, id)).toEqual({ __typename: 'NotFound' });
  });

  it('have a mark for each member', async () => {
    await teamNews();
    const [one, two] = [vendorMember(vendorId), vendorMember(vendorId)];
    const id = await first(one, vendorId);
    await markRead(harness, one, id);
    await markRead(harness, one, id);
    const [mine, theirs] = await Promise.all([list(harness, one, vendorId), list(harness, two, vendorId)]);
    expect([mine.notificationUnreadCount, theirs.notificationUnreadCount]).toEqual([1, 2]);
    expect(mine.notifications?.nodes[0]?.readAt).toBe(harness.deps.clock.now().toISOString());
    expect(theirs.notifications?.nodes[0]?.readAt).toBeNull();

    expect(await markAll(harness, one, vendorId)).toMatchObject({ markedCount: 1 });
    expect((await list(harness, one, vendorId, { unreadOnly: true })).notifications?.nodes).toEqual([]);
    await discard(harness, one, id);
    await discard(harness, two, id);
    expect(await kinds(harness, one, vendorId)).toEqual(['STORE_ORDER_PLACED']);
    expect(await kinds(harness, two, vendorId)).toEqual(['STORE_ORDER_PLACED']);
    expect(await kinds(harness, vendorMember(vendorId), vendorId)).toEqual(['STOCK_LOW', 'STORE_ORDER_PLACED']);
    expect((await list(harness, two, vendorId)).notificationUnreadCount).toBe(1);
  });

  it('are all read only as far as the member may look', async () => {
    await teamNews();
    const staff = vendorMember(vendorId, 'STAFF');
    expect(await markAll(harness, staff, vendorId)).toMatchObject({ markedCount: 1 });
    const promoted = vendorMember(vendorId, 'OWNER', { userId: staff.userId });
    expect((await list(harness, promoted, vendorId)).notificationUnreadCount).toBe(1);
  });
});

describe('what is old', () => {
  it('is removed after half a year, dispatches after a month', async () => {
    await pay(2);
    await teamNews();
    await markRead(harness, vendorMember(vendorId), await first(vendorMember(vendorId), vendorId));
    const { clock, db } = harness.deps;
    clock.advance(29 * DAY);
    expect(await purgeDispatches(db).run(clock.now())).toBe(0);
    clock.advance(2 * DAY);
    expect(await purgeDispatches(db).run(clock.now())).toBeGreaterThan(0);
    expect(await purgeNotifications(db).run(clock.now())).toBe(0);
    clock.advance(150 * DAY);
    expect(await purgeNotifications(db).run(clock.now())).toBeGreaterThan(0);
    expect(await kinds(harness, me())).toEqual([]);
    expect(await db.reader.execute('select 1 from notification_marks')).toHaveLength(0);
  });
});

async function reference(viewer: Parameters<typeof list>[1], id: string): Promise<unknown> {
  const document = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Notification { kind } } }';
  const { data } = await harness.client.as(viewer).execute<{ _entities: [unknown] }>(document, { representations: [{ __typename: 'Notification', id }] });
  return data?._entities[0];
}
