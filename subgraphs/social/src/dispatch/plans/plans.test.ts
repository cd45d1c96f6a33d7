import { DELIVERY_STATUSES } from '@marketgraph/contracts';
import { describe, expect, it } from 'vitest';
import type { Cause, CausePayload } from '../causes.ts';
import { isTold, namesWanted, planOf } from './plans.ts';

const names = (id: string): string => `name of ${id}`;
const brief = <C extends Cause>(cause: C, payload: CausePayload<C>): string[] =>
  planOf(cause, payload, names).map(({ kind, audience }) => `${kind} → ${'userId' in audience ? audience.userId : `${audience.vendorId}/${audience.permission}`}`);

/** Ids are only compared and passed on, so words will do. */
const id = (text: string) => text as never;
const line = { orderItemId: id('item'), productId: id('product'), variantId: id('variant'), title: 'Mug', quantity: 1, unitPrice: '100', total: '100' };
const share = (vendor: string) => ({ vendorOrderId: id(`part of ${vendor}`), vendorId: id(vendor), gross: '150', commission: '3', net: '147', shipping: '50', lines: [line] });
const order = { orderId: id('order'), number: 'MG-1', buyerId: id('buyer'), currency: 'USD' as const, total: '300', checkoutId: id('checkout'), vendorOrders: [share('one'), share('two')] };
const address = { recipient: '', phone: '', line1: '', line2: '', city: '', region: '', postalCode: '', country: 'US' };
const part = (by: 'BUYER' | 'VENDOR' | 'OPERATOR' | 'SYSTEM') => ({
  vendorOrderId: id('part'), orderId: id('order'), number: 'MG-1-1', vendorId: id('store'), buyerId: id('buyer'), currency: 'USD' as const, gross: '150', reason: 'TOO_SLOW', by,
  shippingMethod: 'STANDARD', shippingAddress: address, lines: [line],
});
const parcel = { deliveryId: id('parcel'), vendorOrderId: id('part'), orderId: id('order'), vendorId: id('store'), buyerId: id('buyer'), from: 'PENDING' as const, reason: '' };
const vendor = { vendorId: id('store'), ownerId: id('owner'), name: 'Aurora', slug: 'aurora', status: 'APPROVED' as const, currency: 'USD' as const, country: 'US', reason: '' };

describe('plans', () => {
  it('tell a buyer once of an order, and each store of its part', () => {
    expect(brief('commerce.order.placed', order)).toEqual(['ORDER_PLACED → buyer', 'STORE_ORDER_PLACED → one/manage_orders', 'STORE_ORDER_PLACED → two/manage_orders']);
    const [toBuyer, toStore] = planOf('commerce.order.placed', order, names);
    expect(toBuyer?.facts).toMatchObject({ total: '300', shipping: '100', lines: [{ title: 'Mug' }, { title: 'Mug' }] });
    expect(toStore?.facts).toMatchObject({ total: '150', store: 'name of one', lines: [{ title: 'Mug' }] });
  });

  it('do not tell a team what it has done itself', () => {
    expect(brief('commerce.vendor_order.cancelled', part('VENDOR'))).toEqual(['ORDER_CANCELLED → buyer']);
    for (const by of ['BUYER', 'OPERATOR', 'SYSTEM'] as const) {
      expect(brief('commerce.vendor_order.cancelled', part(by))).toEqual(['ORDER_CANCELLED → buyer', 'STORE_ORDER_CANCELLED → store/manage_orders']);
    }
  });

  it('know every state of a parcel, whichever event brings it', () => {
    const kinds = DELIVERY_STATUSES.map((status) => brief('logistics.delivery.status_changed', { ...parcel, status }).join(', '));
    expect(kinds).toEqual([
      'DELIVERY_REASSIGNING → buyer',
      'DELIVERY_ASSIGNED → buyer',
      'DELIVERY_PICKED_UP → buyer',
      'DELIVERY_IN_TRANSIT → buyer',
      'DELIVERY_DELIVERED → buyer',
      'DELIVERY_FAILED → buyer, STORE_DELIVERY_FAILED → store/manage_orders',
      'DELIVERY_CANCELLED → buyer',
      'DELIVERY_RETURNED → buyer, STORE_DELIVERY_RETURNED → store/manage_orders',
    ]);
    expect(brief('logistics.delivery.created', { ...parcel, from: null, status: 'PENDING' })).toEqual(['DELIVERY_CREATED → buyer']);
  });

  it('bring decisions about a store to its owner, and changes to its team once it is open', () => {
    expect(brief('identity.vendor.rejected', { ...vendor, status: 'REJECTED' })).toEqual(['STORE_REJECTED → owner']);
    expect(brief('identity.vendor.updated', vendor)).toEqual(['STORE_UPDATED → store/manage_settings']);
    expect(brief('identity.vendor.updated', { ...vendor, status: 'PENDING' })).toEqual(['STORE_UPDATED → owner']);
  });

  it('tell of money that came too late in other words', () => {
    const payment = { paymentId: id('payment'), orderId: id('order'), number: 'MG-1', buyerId: id('buyer'), amount: '300', currency: 'USD' as const, vendorOrderId: null };
    expect(brief('commerce.payment.captured', { ...payment, reason: '' })).toEqual(['PAYMENT_RECEIVED → buyer']);
    expect(brief('commerce.payment.captured', { ...payment, reason: 'PAID_TOO_LATE' })).toEqual(['PAYMENT_TOO_LATE → buyer']);
  });

  it('tell of an item only what nothing else tells', () => {
    const item = { orderItemId: id('item'), vendorOrderId: id('part'), orderId: id('order'), productId: id('product'), variantId: id('variant'), vendorId: id('store'), buyerId: id('buyer'), from: 'SHIPPED' as const };
    const states = ['PENDING', 'PROCESSING', 'SHIPPED', 'DELIVERED', 'CANCELLED', 'RETURNED'] as const;
    expect(states.map((to) => isTold('commerce.order_item.status_changed', { ...item, to }))).toEqual([false, false, false, true, false, true]);
  });

  it('ask for the same names whatever they are answered', () => {
    expect(namesWanted('commerce.order.placed', order)).toEqual(['one', 'two']);
    expect(namesWanted('logistics.delivery.failed', { ...parcel, status: 'FAILED' })).toEqual(['order', 'store']);
  });

  it('do without names that nobody has told', () => {
    const [message] = planOf('commerce.vendor_order.accepted', part('VENDOR'), () => undefined);
    expect(message?.facts).toEqual({ number: 'MG-1-1', store: '' });
  });
});
