import { signStripe } from '@marketgraph/sandbox';
import { sql } from 'drizzle-orm';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectInvariants, tracesOf } from '../support/invariants.ts';
import { must } from '../support/must.ts';
import { buyers as signInBuyers, member, storeAt } from '../support/people.ts';
import { available, confirmAtProvider, intentOf, order, orderPlaced, orderState, payAtProvider, stockProduct, type Bought } from '../support/shopping.ts';
import { FORM, startMarketplace, type Marketplace, type Visitor } from '../support/start-marketplace.ts';

const STOCK = 20;
const QUANTITY = 2;
const PAID_ONCE = { ledger: { CAPTURE: 1, PROVIDER_FEE: 1 }, events: { 'commerce.order.placed': 1, 'commerce.payment.captured': 1 }, sold: QUANTITY };
const MINUTE = 60_000;

describe(`what the payment provider reports (${FORM}; COM-03, COM-05, PLT-08)`, () => {
  let marketplace: Marketplace;
  let buyer: Visitor;
  let productId: string;
  let variantId: string;
  let left = STOCK;

  beforeAll(async () => {
    marketplace = await startMarketplace({ demo: { vendors: 2, buyers: 1, products: 2, orders: 0 } });
    const [owner, buyers] = await Promise.all([member(marketplace, 0, 'OWNER'), signInBuyers(marketplace, 1)]);
    buyer = must(buyers[0], 'buyer');
    const product = await stockProduct(owner, storeAt(marketplace, 0).id, 'Paid for', [STOCK]);
    productId = product.id;
    variantId = must(product.variantIds[0], 'variant');
    await marketplace.settled();
    return () => marketplace.stop();
  });

  afterEach(async () => {
    await provider().setWebhookMode({ mode: 'normal' });
    await expectInvariants(marketplace);
  });

  const provider = () => marketplace.sandboxes.control.stripe;

  async function bought(): Promise<Bought> {
    return order(buyer, variantId, { quantity: QUANTITY });
  }

  /** Everything that was sent has been answered and acted on, and each order was paid exactly once. */
  async function expectPaidOnce(...sales: readonly Bought[]): Promise<void> {
    for (const { orderId } of sales) {
      const { payment, vendorOrders } = await orderPlaced(buyer, orderId);
      expect(payment.status).toBe('PAID');
      expect(vendorOrders.map(({ status }) => status)).toEqual(['PENDING']);
    }
    const { waiting, abandoned } = await provider().settle();
    expect({ waiting, abandoned }).toEqual({ waiting: 0, abandoned: 0 });
    await noneWaits();
    await marketplace.settled();
    for (const { orderId } of sales) expect(await tracesOf(marketplace, orderId)).toEqual(PAID_ONCE);
    left -= QUANTITY * sales.length;
    expect(await available(marketplace, productId)).toEqual([left]);
  }

  /** Stored events are looked at after they were answered. */
  async function noneWaits(): Promise<void> {
    await expect.poll(async () => (await storedEvents()).filter(({ state }) => state === 'RECEIVED'), { timeout: 10_000 }).toEqual([]);
  }

  async function storedEvents(): Promise<readonly { id: string; state: string }[]> {
    return marketplace.databases.of('commerce').reader.execute<{ id: string; state: string }>(sql`select id, state from provider_events order by id`);
  }

  it('counts once, however often it comes', async () => {
    await provider().setWebhookMode({ mode: 'duplicate', copies: 20 });
    const sale = await bought();
    await payAtProvider(marketplace, sale.payment);
    await expectPaidOnce(sale);
    const deliveries = await provider().webhookDeliveries({ about: intentOf(sale.payment), type: 'payment_intent.succeeded' });
    expect(deliveries).toHaveLength(20);
    expect(deliveries.map(({ state }) => state)).toEqual(deliveries.map(() => 'delivered'));
    // And once more, long after.
    await provider().resendWebhook(must(deliveries[0], 'delivery').messageId);
    await provider().settle();
    await noneWaits();
    await marketplace.settled();
    expect(await tracesOf(marketplace, sale.orderId)).toEqual(PAID_ONCE);
  });

  it('may come in the wrong order: the success before the decline that came first', async () => {
    await provider().setWebhookMode({ mode: 'hold' });
    const sale = await bought();
    expect(await confirmAtProvider(marketplace, sale.payment, 'pm_card_chargeDeclined')).toBe(402);
    await payAtProvider(marketplace, sale.payment);
    expect(await orderState(buyer, sale.orderId)).toMatchObject({ status: 'AWAITING_PAYMENT', payment: { status: 'AWAITING_PAYMENT' } });
    expect(await provider().releaseWebhooks({ order: 'reverse' })).toBe(2);
    await expectPaidOnce(sale);
    const { order: seen } = await buyer.graph.request<{ order: { payment: { attempts: { outcome: string }[] } } }>('query ($id: ID!) { order(id: $id) { payment { attempts { outcome } } } }', { id: sale.orderId });
    expect(seen.payment.attempts.map(({ outcome }) => outcome).toSorted()).toEqual(['DECLINED', 'SUCCEEDED']);
  });

  it('may come all at once, several times and in any order, of several orders', async () => {
    await provider().setWebhookMode({ mode: 'hold' });
    const orders = [await bought(), await bought(), await bought()];
    for (const { payment } of orders) await payAtProvider(marketplace, payment);
    const held = await provider().webhookDeliveries({ state: 'held' });
    await provider().setWebhookMode({ mode: 'shuffle', windowMs: 50 });
    await Promise.all([provider().releaseWebhooks({ order: 'shuffle' }), ...held.map(({ messageId }) => provider().resendWebhook(messageId))]);
    await expectPaidOnce(...orders);
  });

  it('is believed only with its signature, and only while that is fresh', async () => {
    await provider().setWebhookMode({ mode: 'drop' });
    const sale = await bought();
    await payAtProvider(marketplace, sale.payment);
    const body = await succeededEvent(sale);
    const before = await storedEvents();
    const now = Date.now();
    const secret = marketplace.secrets.stripeWebhookSecret;
    const signed = (text: string, key: string, at: number) => signStripe(text, key, new Date(at));
    const attempts: readonly (readonly [string, string, Record<string, string>])[] = [
      ['not signed', body, {}],
      ['signed with another secret', body, signed(body, 'whsec_of_somebody_else', now)],
      ['changed after it was signed', body.replace('"livemode":false', '"livemode":true'), signed(body, secret, now)],
      ['signed six minutes ago', body, signed(body, secret, now - 6 * MINUTE)],
      ['signed in the future', body, signed(body, secret, now + 6 * MINUTE)],
      ['not readable', '{', signed('{', secret, now)],
    ];
    expect(body).toContain('"livemode":false');
    const answers = await Promise.all(attempts.map(async ([what, text, headers]) => [what, await post(text, headers)]));
    expect(answers).toEqual(attempts.map(([what]) => [what, 400]));
    expect(await storedEvents()).toEqual(before);
    expect(await orderState(buyer, sale.orderId)).toMatchObject({ status: 'AWAITING_PAYMENT', payment: { status: 'AWAITING_PAYMENT' } });

    expect(await post(body, signed(body, secret, now))).toBe(200);
    await expectPaidOnce(sale);
  });

  it('is asked for where it never came: an order that was paid is not given up', async () => {
    await provider().setWebhookMode({ mode: 'drop' });
    const sale = await bought();
    await payAtProvider(marketplace, sale.payment);
    await marketplace.databases.of('commerce').transaction((tx) => tx.execute(sql`update orders set expires_at = created_at where status = 'AWAITING_PAYMENT'`));
    await expectPaidOnce(sale);
  });

  async function succeededEvent({ payment }: Bought): Promise<string> {
    const response = await fetch(`${marketplace.addresses.stripe}/v1/events?type=payment_intent.succeeded&limit=100`, { headers: { authorization: 'Bearer sk_test_sandbox' } });
    const { data } = (await response.json()) as { data: { data: { object: { id: string } } }[] };
    return JSON.stringify(must(data.find((event) => event.data.object.id === intentOf(payment)), 'event'));
  }

  async function post(body: string, headers: Record<string, string>): Promise<number> {
    const response = await fetch(`${marketplace.webhooks.stripe}/webhooks/stripe`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
    await response.arrayBuffer();
    return response.status;
  }
});
