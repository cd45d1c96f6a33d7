import { EVENT_CONSUMERS, type DemoData } from '@marketgraph/contracts';
import { compareTables } from '@marketgraph/db';
import { DAY, encodeId, HOUR, type Id } from '@marketgraph/kernel';
import { mailOutbox, mailSuppressions, type OutgoingMail } from '@marketgraph/mailer';
import { listAuthRules } from '@marketgraph/server';
import { buyer, createTestDatabase, createTestDeps, guest, testClient, vendorMember, waitFor } from '@marketgraph/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dispatches } from '../src/dispatch/dispatch.tables.ts';
import { createSocial, socialModule } from '../src/index.ts';
import { names } from '../src/names/names.tables.ts';
import { notificationMarks, notifications } from '../src/notifications/notification.tables.ts';
import { purchases } from '../src/purchases/purchases.tables.ts';
import { ratingTotals, reviews } from '../src/reviews/review.tables.ts';
import { newId } from './support/events.ts';
import { startSocial, type Harness } from './support/harness.ts';
import { create, productOf, shares, vendorOf } from './support/review-operations.ts';
import { list } from './support/notification-operations.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startSocial();
});
afterAll(() => harness.stop());

it('the tables in code are those in the database', async () => {
  const tables = [names, purchases, reviews, ratingTotals, dispatches, notifications, notificationMarks, mailOutbox, mailSuppressions];
  expect(await compareTables(harness.deps.db.reader, tables)).toEqual([]);
});

it('it acts on exactly the events that the contracts give it', () => {
  const wanted = Object.entries(EVENT_CONSUMERS).flatMap(([name, consumers]) => (consumers.includes('social') ? [name] : []));
  const acting = socialModule.consumers(harness.deps, {});
  expect(acting.map(({ event }) => event as string).toSorted()).toEqual(wanted.toSorted());
  expect(new Set(acting.map(({ ordering }) => ordering))).toEqual(new Set(['any']));
});

it('every root field says whom it is for', () => {
  const roots = listAuthRules(harness.subgraph.schema).filter(({ type }) => ['Query', 'Mutation', 'Subscription'].includes(type));
  const said = roots.map(({ field, rule }) => `${field}: ${rule.kind === 'auth' ? rule.requires.join(' ') : rule.kind}`);
  expect(said.toSorted()).toEqual([
    'notificationDelete: SIGNED_IN',
    'notificationMarkAllRead: SIGNED_IN',
    'notificationMarkRead: SIGNED_IN',
    'notificationReceived: SIGNED_IN',
    'notificationUnreadCount: SIGNED_IN',
    'notifications: SIGNED_IN',
    'review: public',
    'reviewAnswer: vendor:manage_products',
    'reviewCreate: SIGNED_IN',
    'reviewDelete: SIGNED_IN',
    'reviewUpdate: SIGNED_IN',
    'vendorNotificationReceived: vendor:*',
  ]);
});

it('runs by itself: an event becomes a notification and a mail, and a review goes out', async () => {
  const database = await createTestDatabase('social', [socialModule.migrations]);
  const sent: OutgoingMail[] = [];
  const platform = createTestDeps({ db: database.db });
  const userId = newId('User');
  const answer = { userId: encodeId('User', userId), email: 'bea@example.com', name: 'Bea', locale: 'en', vendorId: null };
  platform.peers.answer('identity', 'internalRecipients', ({ userIds }) => ((userIds as string[]).includes(answer.userId) ? [answer] : []));
  const social = createSocial({
    ...platform,
    settings: { marketplaceName: 'Marketgraph', siteUrl: 'https://shop.example' },
    mailer: { send: async (mail) => (sent.push(mail), { outcome: 'sent' }), close: () => undefined },
  });
  await social.start();
  try {
    const at = platform.clock.now().toISOString();
    const envelope = <Payload extends object>(name: string, aggregateId: string, aggregateVersion: number, payload: Payload) =>
      ({ id: newId('Event'), name, wireVersion: 1, aggregateId, aggregateVersion, occurredAt: at, traceId: 'test', payload }) as never;
    const item = { orderItemId: newId('OrderItem'), vendorOrderId: newId('VendorOrder'), orderId: newId('Order'), productId: newId('Product'), variantId: newId('ProductVariant'), vendorId: newId('Vendor'), buyerId: userId };
    await platform.transport.publish([
      envelope('identity.user.registered', userId, 1, { userId, email: 'bea@example.com', name: 'Bea', locale: 'en' }),
      envelope('commerce.order_item.status_changed', item.orderItemId, 3, { ...item, from: 'SHIPPED', to: 'DELIVERED' }),
    ]);
    await waitFor(() => sent.length === 1, { what: 'the mail' });
    expect(sent[0]).toMatchObject({ to: 'bea@example.com', subject: 'Welcome to Marketgraph' });
    const client = testClient(social);
    const both = await waitFor(async () => {
      const { notifications: told } = await client.as(buyer({ userId })).query<{ notifications: { nodes: { kind: string }[] } }>('{ notifications { nodes { kind } } }');
      return told.nodes.length === 2 && told.nodes;
    });
    expect(both.map(({ kind }) => kind).toSorted()).toEqual(['REVIEW_INVITED', 'WELCOME']);
    await create({ ...harness, client }, buyer({ userId }), item.productId);
    await waitFor(() => platform.transport.published.some(({ name }) => name === 'social.review.published'), { what: 'the event of the review' });
  } finally {
    await social.stop();
    await database.drop();
  }
});

describe('the demo marketplace', () => {
  const now = new Date('2026-03-01T12:00:00.000Z');
  const at = (days: number): Date => new Date(now.getTime() - days * DAY);
  const [vendorId, productId, ownerId] = [newId('Vendor'), newId('Product'), newId('User')];
  const buyers = Array.from({ length: 3 }, () => newId('User'));
  const user = (id: Id<'User'>, operatorRole: 'ADMIN' | null = null) => ({ id, email: `${id}@example.com`, name: 'Somebody', locale: 'en-US', operatorRole, registeredAt: at(100) });
  const line = () => ({ itemId: newId('OrderItem'), productId, variantId: newId('ProductVariant'), title: 'Mug', variantTitle: 'Blue', sku: 'M', imageUrl: '', quantity: 2, unitPrice: 1_000n });
  const order = (index: number, stage: 'DELIVERED' | 'PENDING' | 'CANCELLED', days: number) => ({
    id: newId('Order'), number: `MG-10000${index}`, checkoutId: newId('Checkout'), paymentId: newId('Payment'), buyerId: buyers[index] ?? ownerId, currency: 'USD' as const,
    shippingAddress: { recipient: '', phone: '', line1: '', line2: '', city: '', region: '', postalCode: '', country: 'US' }, placedAt: at(days),
    vendorOrders: [{ id: newId('VendorOrder'), vendorId, stage, shippingMethod: 'STANDARD' as const, shippingPrice: 499n, deliveryId: newId('Delivery'), lines: [line()] }],
  });
  const orders = [order(0, 'DELIVERED', 30), order(1, 'DELIVERED', 20), order(2, 'CANCELLED', 10), { ...order(0, 'PENDING', 0.1), number: 'MG-100009' }];
  const review = (index: number, rating: 2 | 5, answer: string | null) => ({
    id: newId('Review'), productId, vendorId, authorId: buyers[index] ?? ownerId, orderItemId: orders[index]?.vendorOrders[0]?.lines[0]?.itemId ?? newId('OrderItem'),
    rating, title: 'Title', text: 'Text', answer, createdAt: at(5),
  });
  const data = {
    passwordHash: '', now, orders,
    users: [user(newId('User'), 'ADMIN'), ...buyers.map((id) => user(id)), user(ownerId)],
    vendors: [{ id: vendorId, name: 'Aurora', slug: 'aurora', description: '', email: '', phone: '', status: 'APPROVED', currency: 'USD', createdAt: at(90), address: orders[0]?.shippingAddress, team: [{ id: newId('VendorMember'), userId: ownerId, role: 'OWNER' }] }],
    reviews: [review(0, 5, 'Thanks'), review(1, 2, null)],
    products: () => [],
  } as unknown as DemoData;

  it('is written once, and obeys the rules of everything else', async () => {
    const { deps } = harness;
    deps.clock.set(now);
    expect(await socialModule.loadDemo(deps.db, data)).toBe(true);
    expect(await socialModule.loadDemo(deps.db, data)).toBe(false);

    const seen = await productOf(harness, guest(), productId);
    expect(seen.rating).toEqual({ count: 2, averageHundredths: 350, distribution: shares(1, 0, 0, 1, 0) });
    expect((await vendorOf(harness, guest(), vendorId)).rating).toEqual(seen.rating);
    expect(seen.reviews.nodes.map(({ answer }) => answer?.text ?? null).toSorted()).toEqual(['Thanks', null]);
    const [first = ownerId, , third = ownerId] = buyers;
    expect((await productOf(harness, buyer({ userId: first }), productId)).viewerCanReview.reason).toBe('ALREADY_REVIEWED');
    expect((await create(harness, buyer({ userId: third }), productId)).reason).toBe('NOT_PURCHASED');

    const told = await list(harness, buyer({ userId: first }));
    expect(told.notifications?.nodes.map(({ kind, title }) => `${kind} ${title}`)).toEqual([
      'ORDER_PLACED Thank you for order MG-100009',
      'DELIVERY_DELIVERED Your parcel has arrived',
      'DELIVERY_IN_TRANSIT Your parcel is on its way',
      'ORDER_ACCEPTED Aurora is preparing your order',
      'ORDER_PLACED Thank you for order MG-100000',
    ]);
    expect(told.notificationUnreadCount).toBe(1);
    expect(told.notifications?.nodes[0]?.createdAt).toBe(new Date(now.getTime() - 2.4 * HOUR).toISOString());
    const team = await list(harness, vendorMember(vendorId, 'STAFF'), vendorId);
    expect(team.notifications?.nodes.map(({ body }) => body)).toEqual(['2 items for $24.99. Accept or reject it soon: the buyer is waiting.']);
  });
});
