import { EVENT_CONSUMERS, type DemoData, type DemoOrder, type DemoOrderStage, type EventName } from '@marketgraph/contracts';
import { createIdGenerator, DAY, addMilliseconds, HOUR, systemClock } from '@marketgraph/kernel';
import { createTestDatabase, createTestDeps, operator, testClient, type TestDatabase } from '@marketgraph/testing';
import { count } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { carts } from '../src/carts/cart.tables.ts';
import { commerceModule, CRASH_POINTS, readCommerceEnv, verifyLedger } from '../src/index.ts';

const ENV = { STRIPE_SECRET_KEY: 'sk_test', STRIPE_PUBLISHABLE_KEY: 'pk_test', STRIPE_WEBHOOK_SECRET: 'whsec_module', STRIPE_API_URL: 'http://127.0.0.1:9' };
const STAGES: readonly DemoOrderStage[] = ['PENDING', 'PROCESSING', 'READY', 'IN_TRANSIT', 'DELIVERED', 'CANCELLED'];
const now = new Date('2026-03-01T12:00:00.000Z');
const ids = createIdGenerator(systemClock);

/** A buyer, an owner with a store, and one order in each stage. */
function story(): DemoData {
  const [buyerId, ownerId, vendorId, productId, variantId] = [ids.next('User'), ids.next('User'), ids.next('Vendor'), ids.next('Product'), ids.next('ProductVariant')];
  const address = { recipient: 'A', phone: '+12025550143', line1: '1 Way', line2: '', city: 'Boston', region: '', postalCode: '02110', country: 'US' };
  const user = (id: typeof buyerId) => ({ id, email: `${id}@shop.test`, name: 'A', locale: 'en', operatorRole: null, registeredAt: now });
  const orders = STAGES.map((stage, index): DemoOrder => ({
    id: ids.next('Order'),
    number: `MG-${100_001 + index}`,
    checkoutId: ids.next('Checkout'),
    paymentId: ids.next('Payment'),
    buyerId,
    currency: 'USD',
    shippingAddress: address,
    placedAt: addMilliseconds(now, -index * DAY - HOUR),
    vendorOrders: [
      {
        id: ids.next('VendorOrder'),
        vendorId,
        stage,
        shippingMethod: 'STANDARD',
        shippingPrice: 499n,
        deliveryId: ids.next('Delivery'),
        lines: [{ itemId: ids.next('OrderItem'), productId, variantId, title: 'Lamp', variantTitle: '', sku: '', imageUrl: '', quantity: 3, unitPrice: 1_033n }],
      },
    ],
  }));
  return {
    passwordHash: '',
    users: [user(buyerId), user(ownerId)],
    vendors: [{ id: vendorId, name: 'Lamps', slug: 'lamps', description: '', email: 'l@shop.test', phone: '+12025550143', status: 'APPROVED', currency: 'USD', address, team: [{ id: ids.next('VendorMember'), userId: ownerId, role: 'OWNER' }], createdAt: now }],
    products: () => [],
    orders,
    reviews: [],
    now,
  };
}

describe('the module', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase('commerce', [commerceModule.migrations]);
  });
  afterAll(() => database.drop());

  it('acts on exactly the events that the contracts say it does', () => {
    const consumed = commerceModule.consumers(createTestDeps({ db: database.db }), ENV).map(({ event }) => event);
    const agreed = (Object.keys(EVENT_CONSUMERS) as EventName[]).filter((name) => EVENT_CONSUMERS[name].includes('commerce'));
    expect(consumed.toSorted()).toEqual(agreed.toSorted());
  });

  it('loads the demo as if it had happened here: once, and with a ledger that agrees', async () => {
    const data = story();
    expect(await commerceModule.loadDemo(database.db, data)).toBe(true);
    expect(await commerceModule.loadDemo(database.db, data)).toBe(false);
    expect(await verifyLedger(database.db)).toMatchObject({ ok: true, violations: [] });
    // The owner of a store does not buy.
    expect((await database.db.reader.select({ carts: count() }).from(carts))[0]?.carts).toBe(1);
    const subgraph = commerceModule.open(createTestDeps({ db: database.db }), ENV);
    const { operatorOrders } = await testClient(subgraph).as(operator()).query<{ operatorOrders: { nodes: object[] } }>('{ operatorOrders { nodes { number status payment { status refunded { amount } } vendorOrders { status } timeline { kind } } } }');
    expect(operatorOrders.nodes.length).toBe(6);
    expect(operatorOrders.nodes).toMatchObject([
      { number: 'MG-100001', status: 'PLACED', vendorOrders: [{ status: 'PENDING' }], timeline: [{ kind: 'ORDER_CREATED' }, { kind: 'ORDER_PAID' }] },
      { status: 'PLACED', vendorOrders: [{ status: 'PROCESSING' }] },
      { status: 'PLACED', vendorOrders: [{ status: 'READY' }] },
      { status: 'PLACED', vendorOrders: [{ status: 'IN_TRANSIT' }] },
      { status: 'COMPLETED', vendorOrders: [{ status: 'DELIVERED' }] },
      { status: 'CANCELLED', payment: { status: 'REFUNDED', refunded: { amount: '3598' } }, vendorOrders: [{ status: 'CANCELLED' }], timeline: [{ kind: 'ORDER_CREATED' }, { kind: 'ORDER_PAID' }, { kind: 'VENDOR_ORDER_CANCELLED' }] },
    ]);
  });

  it('has defaults for everything but the keys of the payment provider', () => {
    expect(readCommerceEnv(ENV)).toMatchObject({ commissionBasisPoints: 300, orderExpiryMs: HOUR / 2, vendorsMayNotBuy: true, checkoutStaleMs: 30_000, providerFee: { basisPoints: 290, fixed: 30n } });
    expect(readCommerceEnv({ ...ENV, VENDORS_MAY_NOT_BUY: 'false' }).vendorsMayNotBuy).toBe(false);
  });

  it('names each crash point once, after its process', () => {
    expect(new Set(CRASH_POINTS).size).toBe(CRASH_POINTS.length);
    for (const point of CRASH_POINTS) expect(point).toMatch(/^(checkout|payment|order|refund)\.after-[a-z-]+$/);
  });
});
