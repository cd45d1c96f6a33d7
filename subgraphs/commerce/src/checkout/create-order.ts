import { appendEvent } from '@marketgraph/bus';
import { insertRows, sendInOrder, type Transaction } from '@marketgraph/db';
import { addMilliseconds, type Id } from '@marketgraph/kernel';
import { publishLive } from '@marketgraph/server';
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { cartLines, carts } from '../carts/cart.tables.ts';
import type { CommerceTools } from '../deps.ts';
import { orderEvent } from '../orders/order-events.ts';
import { buyerTopic } from '../orders/order-live.ts';
import { addToTimeline } from '../orders/order-timeline.ts';
import { orderItems, orders, vendorOrders, type OrderRow } from '../orders/order.tables.ts';
import { payments, type PaymentRow } from '../payments/payment.tables.ts';
import { fromStored } from '../stored-json.ts';
import { vendors } from '../vendors/vendor.tables.ts';
import { advance, compensate, type Advanced } from './advance-checkout.ts';
import { cartChanged } from './checkout-failures.ts';
import type { StoredRequest } from './checkout-request.ts';
import type { CheckoutLine, PricedCheckout, PricedPart } from './checkout.rules.ts';
import type { CheckoutRow } from './checkout.tables.ts';
import { requestPaymentOf } from './request-payment.ts';

/** Rolls the transaction back: the cart no longer holds what was priced. */
class CartHasChanged extends Error {
  override readonly name = 'CartHasChanged';
}

/**
 * QUOTED → ORDER_CREATED. The lines leave the cart in the transaction that makes the order: they are in one or the other.
 * Goes on to the payment at once, with what it has made in hand.
 */
export async function createOrder(deps: CommerceTools, checkout: CheckoutRow): Promise<Advanced> {
  const made = await make(deps, checkout);
  if (made === 'CART_HAS_CHANGED') return compensate(deps, checkout, cartChanged);
  return made === undefined ? undefined : requestPaymentOf(deps, made.checkout, made);
}

async function make(deps: CommerceTools, checkout: CheckoutRow): Promise<MadeOrder | undefined | 'CART_HAS_CHANGED'> {
  try {
    const made = await deps.db.transaction((tx) => createOrderIn(tx, deps, checkout));
    deps.crash.point('checkout.after-order-created');
    return made;
  } catch (error) {
    if (error instanceof CartHasChanged) return 'CART_HAS_CHANGED';
    throw error;
  }
}

interface MadeOrder {
  readonly checkout: CheckoutRow;
  readonly order: OrderRow;
  readonly payment: PaymentRow;
}

async function createOrderIn(tx: Transaction, deps: CommerceTools, checkout: CheckoutRow): Promise<MadeOrder | undefined> {
  const orderId = deps.ids.next('Order');
  // Alone: where somebody else went on with the checkout, its order is there and another would be refused.
  const row = await advance(tx, deps, checkout, { state: 'ORDER_CREATED', orderId });
  if (row === undefined) return undefined;
  const [hasLines, order] = await sendInOrder(
    () => takeLines(tx, deps, checkout),
    () => insertOrder(tx, deps, checkout, orderId),
  );
  if (!hasLines) throw new CartHasChanged();
  const payment = await insertParts(tx, deps, checkout, order);
  return { checkout: row, order, payment };
}

/** Two checkouts of one cart under two keys meet here: the second finds the lines gone, or changed. */
async function takeLines(tx: Transaction, deps: CommerceTools, checkout: CheckoutRow): Promise<boolean> {
  const lines = fromStored<CheckoutLine[]>(checkout.lines);
  const ids = lines.map((line) => line.lineId);
  // From a cart that is gone, or was merged into another, nothing is taken. Its row is locked before its lines are.
  const taken = await tx.execute<{ id: string; quantity: number }>(sql`
    with cart as (
      update ${carts} set updated_at = ${deps.clock.now().toISOString()}::timestamptz
      where ${and(eq(carts.id, checkout.cartId), isNull(carts.mergedInto))} returning id as of_cart
    )
    delete from ${cartLines} using cart
    where ${cartLines.cartId} = of_cart and ${inArray(cartLines.id, ids)}
    returning ${cartLines.id}, ${cartLines.quantity}`);
  const quantities = new Map(taken.map(({ id, quantity }) => [id, quantity]));
  return lines.every((line) => quantities.get(line.lineId) === line.quantity);
}

async function insertOrder(tx: Transaction, deps: CommerceTools, checkout: CheckoutRow, orderId: Id<'Order'>): Promise<OrderRow> {
  const priced = fromStored<PricedCheckout>(checkout.priced);
  const { shippingAddress } = fromStored<StoredRequest>(checkout.request);
  const { currency, subtotal, shipping, total } = priced;
  const { buyerId, traceId } = checkout;
  const now = deps.clock.now();
  const [order] = await tx
    .insert(orders)
    .values({
      id: orderId,
      buyerId,
      checkoutId: checkout.id,
      cartId: checkout.cartId,
      status: 'AWAITING_PAYMENT',
      currency,
      subtotal,
      shipping,
      total,
      shippingAddress,
      traceId,
      createdAt: now,
      updatedAt: now,
      expiresAt: addMilliseconds(now, deps.settings.orderExpiryMs),
    })
    .returning();
  if (order === undefined) throw new Error('an order that was inserted was not returned');
  return order;
}

/** Everything that belongs to the order, and telling of it, last of all. */
async function insertParts(tx: Transaction, deps: CommerceTools, checkout: CheckoutRow, order: OrderRow): Promise<PaymentRow> {
  const priced = fromStored<PricedCheckout>(checkout.priced);
  const { id: orderId, buyerId, currency, shippingAddress, createdAt: now } = order;
  const withIds = priced.parts.map((part, index) => ({ part, id: deps.ids.next('VendorOrder'), number: `${order.number}-${index + 1}` }));
  const parts = withIds.map(({ part, id, number }) => ({ ...partValues(part), id, number, orderId, buyerId, currency, shippingAddress, createdAt: now, updatedAt: now }));
  const vendorName = { vendorName: sql`coalesce((select ${vendors.name} from ${vendors} where ${vendors.id} = given.vendor_id), '')` };
  const lines = withIds.flatMap(({ part, id: vendorOrderId }) => part.lines.map(({ lineId: _line, ...line }) => ({ ...line, vendorOrderId })));
  const items = lines.map((line, position) => ({ ...line, id: deps.ids.next('OrderItem'), orderId, position, status: 'PENDING' as const }));
  const [payment] = await sendInOrder(
    () => insertPayment(tx, deps, order),
    () => insertRows(tx, vendorOrders, parts, vendorName),
    () => insertRows(tx, orderItems, items),
    () => addToTimeline(tx, deps, { orderId, vendorOrderId: null, kind: 'ORDER_CREATED', actor: 'BUYER', actorId: buyerId, detail: '' }),
    () => appendEvent(tx, deps, orderEvent('commerce.order.created', { order, vendorOrders: parts, items }, checkout.traceId)),
    // The order's own topic has no listeners yet, and vendors see it when it is paid.
    () => publishLive(tx, deps, buyerTopic(buyerId), { orderIds: [orderId] }),
  );
  return payment;
}

function partValues({ vendorId, quoteId, method, label, subtotal, shipping, gross, commissionBasisPoints, commission, net }: PricedPart) {
  return {
    vendorId,
    status: 'AWAITING_PAYMENT' as const,
    subtotal,
    shipping,
    gross,
    commissionBasisPoints,
    commission,
    net,
    shippingMethod: method,
    shippingLabel: label,
    shippingQuoteId: quoteId,
  };
}

async function insertPayment(tx: Transaction, deps: CommerceTools, { id: orderId, buyerId, total: amount, currency, createdAt }: OrderRow): Promise<PaymentRow> {
  const [payment] = await tx
    .insert(payments)
    .values({
      id: deps.ids.next('Payment'),
      orderId,
      buyerId,
      provider: deps.payments.name,
      status: 'AWAITING_PAYMENT',
      amount,
      currency,
      createdAt,
      updatedAt: createdAt,
    })
    .returning();
  if (payment === undefined) throw new Error('a payment that was inserted was not returned');
  return payment;
}
