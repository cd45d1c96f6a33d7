import type { DemoOrder, DemoVendorOrder } from '@marketgraph/contracts';
import { addMilliseconds, basisPointsOf, DAY, HOUR, MINUTE, type Id } from '@marketgraph/kernel';
import { capturePostings, providerFeePostings, refundPostings, releasePostings, type LedgerEntryKind, type Posting } from '../ledger/ledger.rules.ts';
import type { ledgerEntries } from '../ledger/ledger.tables.ts';
import { ITEM_STATUS_OF, isFinal, orderStatusOf } from '../orders/order.rules.ts';
import type { orderEvents, OrderItemRow, OrderRow, VendorOrderRow } from '../orders/order.tables.ts';
import { estimateProviderFee, statusAfterRefund } from '../payments/payment.rules.ts';
import type { paymentAttempts, payments } from '../payments/payment.tables.ts';
import type { refunds } from '../refunds/refund.tables.ts';
import { demoBook } from './demo-book.ts';

type Entry = typeof ledgerEntries.$inferInsert & { readonly postings: readonly Posting[] };

/** One order of the story as the rows it would have left. */
export interface DemoRows {
  readonly order: OrderRow;
  readonly parts: readonly VendorOrderRow[];
  readonly items: readonly OrderItemRow[];
  readonly payment: typeof payments.$inferInsert;
  readonly attempt: typeof paymentAttempts.$inferInsert;
  readonly refunded: readonly (typeof refunds.$inferInsert)[];
  readonly timeline: readonly (typeof orderEvents.$inferInsert)[];
  readonly entries: readonly Entry[];
}

const COMMISSION_BASIS_POINTS = 300;
const FEE = { basisPoints: 290, fixed: 30n };
/** How long after the payment each stage was reached. */
const REACHED_AFTER = { PENDING: 0, PROCESSING: HOUR / 3, READY: HOUR / 2, IN_TRANSIT: HOUR, DELIVERED: 2 * DAY, CANCELLED: HOUR } as const;

export function demoOrder(story: DemoOrder, vendorNames: ReadonlyMap<string, string>): DemoRows {
  const parts = story.vendorOrders.map((part, index) => partOf(story, part, index, vendorNames.get(part.vendorId) ?? ''));
  const order = orderOf(story, parts);
  const cancelled = parts.filter((part) => part.status === 'CANCELLED');
  const refunded = cancelled.reduce((sum, part) => sum + part.gross, 0n);
  const fee = estimateProviderFee(order.total, FEE);
  return {
    order,
    parts,
    items: story.vendorOrders.flatMap((part) => itemsOf(story, part)).map((item, position) => ({ ...item, position })),
    payment: paymentOf(story, order, refunded, fee),
    attempt: { paymentId: story.paymentId, providerReference: `ch_demo_${order.number}`, outcome: 'SUCCEEDED', code: '', message: '', at: story.placedAt },
    refunded: cancelled.map((part) => refundOf(story, part)),
    timeline: timelineOf(story, parts),
    entries: entriesOf(story, parts, fee),
  };
}

function partOf(story: DemoOrder, part: DemoVendorOrder, index: number, vendorName: string): VendorOrderRow {
  const subtotal = part.lines.reduce((sum, line) => sum + line.unitPrice * BigInt(line.quantity), 0n);
  const gross = subtotal + part.shippingPrice;
  const commission = basisPointsOf(gross, COMMISSION_BASIS_POINTS);
  const cancelled = part.stage === 'CANCELLED';
  const changedAt = addMilliseconds(story.placedAt, REACHED_AFTER[part.stage]);
  return {
    id: part.id,
    orderId: story.id,
    number: `${story.number}-${index + 1}`,
    vendorId: part.vendorId,
    vendorName,
    buyerId: story.buyerId,
    status: part.stage,
    currency: story.currency,
    subtotal,
    shipping: part.shippingPrice,
    gross,
    commissionBasisPoints: COMMISSION_BASIS_POINTS,
    commission,
    net: gross - commission,
    refundRequested: cancelled ? gross : 0n,
    refunded: cancelled ? gross : 0n,
    shippingMethod: part.shippingMethod,
    shippingLabel: part.shippingMethod === 'LOCAL_DELIVERY' ? 'Local delivery' : part.shippingMethod === 'EXPRESS' ? 'Express' : 'Standard',
    shippingQuoteId: demoBook.quoteOf(part.id),
    shippingAddress: story.shippingAddress,
    endedBy: cancelled ? 'BUYER' : null,
    endedByUser: cancelled ? story.buyerId : null,
    reasonCode: cancelled ? 'CHANGED_MIND' : null,
    reasonText: cancelled ? '' : null,
    createdAt: addMilliseconds(story.placedAt, -2 * MINUTE),
    updatedAt: changedAt,
    placedAt: story.placedAt,
    releasedAt: part.stage === 'DELIVERED' ? changedAt : null,
  };
}

function orderOf(story: DemoOrder, parts: readonly VendorOrderRow[]): OrderRow {
  const subtotal = parts.reduce((sum, part) => sum + part.subtotal, 0n);
  const shipping = parts.reduce((sum, part) => sum + part.shipping, 0n);
  const over = parts.every(({ status }) => isFinal(status));
  const last = parts.reduce((latest, { updatedAt }) => (updatedAt > latest ? updatedAt : latest), story.placedAt);
  const createdAt = addMilliseconds(story.placedAt, -2 * MINUTE);
  return {
    id: story.id,
    number: story.number,
    buyerId: story.buyerId,
    checkoutId: story.checkoutId,
    cartId: demoBook.cartOf(story.buyerId),
    status: orderStatusOf(parts.map(({ status }) => status)),
    currency: story.currency,
    subtotal,
    shipping,
    total: subtotal + shipping,
    shippingAddress: story.shippingAddress,
    traceId: 'demo',
    createdAt,
    updatedAt: last,
    expiresAt: addMilliseconds(createdAt, HOUR / 2),
    placedAt: story.placedAt,
    closedAt: over ? last : null,
  };
}

function itemsOf(story: DemoOrder, part: DemoVendorOrder): Omit<OrderItemRow, 'position'>[] {
  return part.lines.map(({ itemId, productId, variantId, title, variantTitle, sku, imageUrl, quantity, unitPrice }) => ({
    id: itemId,
    orderId: story.id,
    vendorOrderId: part.id,
    productId,
    variantId,
    title,
    variantTitle,
    sku,
    imageUrl,
    quantity,
    unitPrice,
    total: unitPrice * BigInt(quantity),
    status: ITEM_STATUS_OF[part.stage],
  }));
}

function paymentOf(story: DemoOrder, order: OrderRow, refunded: bigint, providerFee: bigint): DemoRows['payment'] {
  return {
    id: story.paymentId,
    orderId: story.id,
    buyerId: story.buyerId,
    provider: 'stripe',
    status: statusAfterRefund(order.total, refunded),
    amount: order.total,
    currency: story.currency,
    captured: order.total,
    refunded,
    providerFee,
    // No such intent exists at the provider: what the demo tells of is settled.
    intentId: `pi_demo_${story.number}`,
    createdAt: order.createdAt,
    updatedAt: order.updatedAt,
    paidAt: story.placedAt,
  };
}

function refundOf(story: DemoOrder, part: VendorOrderRow): typeof refunds.$inferInsert {
  return {
    id: demoBook.refundOf(part.id),
    orderId: story.id,
    paymentId: story.paymentId,
    vendorOrderId: part.id,
    amount: part.gross,
    currency: part.currency,
    status: 'SUCCEEDED',
    reasonCode: 'CHANGED_MIND',
    reasonText: '',
    requestedBy: 'BUYER',
    requestedByUser: story.buyerId,
    providerRefundId: `re_demo_${part.number}`,
    createdAt: part.updatedAt,
    updatedAt: part.updatedAt,
    succeededAt: part.updatedAt,
  };
}

function timelineOf(story: DemoOrder, parts: readonly VendorOrderRow[]): DemoRows['timeline'] {
  const of = (kind: string, at: Date, vendorOrderId: Id<'VendorOrder'> | null, actor: 'BUYER' | 'VENDOR' | 'SYSTEM') => ({
    orderId: story.id,
    vendorOrderId,
    kind,
    actor,
    actorId: actor === 'BUYER' ? story.buyerId : null,
    detail: '',
    at,
  });
  const reached = (part: VendorOrderRow, stage: keyof typeof REACHED_AFTER) => addMilliseconds(story.placedAt, REACHED_AFTER[stage]) <= part.updatedAt && part.status !== 'CANCELLED' && part.status !== 'PENDING';
  return [
    of('ORDER_CREATED', addMilliseconds(story.placedAt, -2 * MINUTE), null, 'BUYER'),
    of('ORDER_PAID', story.placedAt, null, 'SYSTEM'),
    ...parts.flatMap((part) => [
      ...(reached(part, 'PROCESSING') ? [of('VENDOR_ORDER_ACCEPTED', addMilliseconds(story.placedAt, REACHED_AFTER.PROCESSING), part.id, 'VENDOR')] : []),
      ...(reached(part, 'READY') ? [of('VENDOR_ORDER_READY', addMilliseconds(story.placedAt, REACHED_AFTER.READY), part.id, 'VENDOR')] : []),
      ...(reached(part, 'IN_TRANSIT') ? [of('VENDOR_ORDER_IN_TRANSIT', addMilliseconds(story.placedAt, REACHED_AFTER.IN_TRANSIT), part.id, 'SYSTEM')] : []),
      ...(part.status === 'DELIVERED' ? [of('VENDOR_ORDER_DELIVERED', part.updatedAt, part.id, 'SYSTEM')] : []),
      ...(part.status === 'CANCELLED' ? [of('VENDOR_ORDER_CANCELLED', part.updatedAt, part.id, 'BUYER')] : []),
    ]),
  ];
}

function entriesOf(story: DemoOrder, parts: readonly VendorOrderRow[], fee: bigint): Entry[] {
  const entry = (kind: LedgerEntryKind, source: string, part: VendorOrderRow | null, occurredAt: Date, postings: readonly Posting[]): Entry => ({
    id: demoBook.entryOf(part?.id ?? story.id, kind),
    kind,
    source,
    orderId: story.id,
    vendorId: part?.vendorId ?? null,
    vendorOrderId: part?.id ?? null,
    refundId: kind === 'REFUND' && part !== null ? demoBook.refundOf(part.id) : null,
    occurredAt,
    postings,
  });
  return [
    ...parts.map((part) => entry('CAPTURE', `capture:${part.id}`, part, story.placedAt, capturePostings(part))),
    entry('PROVIDER_FEE', `fee:${story.id}`, null, story.placedAt, providerFeePostings(fee, story.currency)),
    ...parts.filter((part) => part.status === 'DELIVERED').map((part) => entry('RELEASE', `release:${part.id}`, part, part.updatedAt, releasePostings(part, 0n))),
    ...parts
      .filter((part) => part.status === 'CANCELLED')
      .map((part) => entry('REFUND', `refund:${demoBook.refundOf(part.id)}`, part, part.updatedAt, refundPostings(part, 0n, part.gross, false))),
  ].filter(({ postings }) => postings.length > 0);
}
