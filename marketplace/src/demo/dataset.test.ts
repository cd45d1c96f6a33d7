import { describe, expect, it } from 'vitest';
import { createDataset, DEMO_SIZES } from './dataset.ts';

const NOW = new Date('2026-06-01T12:00:00.000Z');
const data = createDataset('demo', DEMO_SIZES, NOW, 'hash');
const products = [...data.products()].flat();

describe('the demo marketplace (PLT-13)', () => {
  it('is the same for the same seed, and another for another', () => {
    const again = createDataset('demo', DEMO_SIZES, NOW, 'hash');
    expect([...again.products()].flat()).toEqual(products);
    expect(again.orders).toEqual(data.orders);
    expect(createDataset('other', DEMO_SIZES, NOW, 'hash').orders).not.toEqual(data.orders);
  });

  it('has a dozen vendors, some hundred products over eleven categories and orders in every stage', () => {
    expect(data.vendors).toHaveLength(12);
    expect(products).toHaveLength(300);
    expect(new Set(products.map((product) => product.categorySlug)).size).toBe(11);
    expect(new Set(data.orders.flatMap((order) => order.vendorOrders.map((part) => part.stage)))).toEqual(
      new Set(['PENDING', 'PROCESSING', 'READY', 'IN_TRANSIT', 'DELIVERED', 'CANCELLED']),
    );
  });

  it('uses no id, handle or e-mail address twice', () => {
    const ids = [
      ...data.users.map((user) => user.id),
      ...products.flatMap((product) => [product.id, ...product.variants.map((variant) => variant.id)]),
      ...data.orders.flatMap((order) => [order.id, order.paymentId, ...order.vendorOrders.flatMap((part) => [part.id, part.deliveryId, ...part.lines.map((line) => line.itemId)])]),
      ...data.reviews.map((review) => review.id),
    ];
    expect(new Set<string>(ids).size).toBe(ids.length);
    expect(new Set(products.map((product) => `${product.vendorId} ${product.handle}`)).size).toBe(products.length);
    expect(new Set(data.users.map((user) => user.email)).size).toBe(data.users.length);
    expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(true);
  });

  it('sells nothing that was not there, and only from approved vendors', () => {
    const approved = new Set(data.vendors.filter((vendor) => vendor.status === 'APPROVED').map((vendor) => vendor.id));
    const variants = new Map(products.flatMap((product) => product.variants.map((variant) => [variant.id, variant])));
    for (const part of data.orders.flatMap((order) => order.vendorOrders)) {
      expect(approved.has(part.vendorId)).toBe(true);
      for (const line of part.lines) expect(variants.get(line.variantId)?.price).toBe(line.unitPrice);
    }
    for (const variant of variants.values()) expect(variant.received).toBeGreaterThanOrEqual(variant.sold);
  });

  it('lets only buyers of an item that arrived review it, once', () => {
    const arrived = new Set(
      data.orders.flatMap((order) => order.vendorOrders.filter((part) => part.stage === 'DELIVERED').flatMap((part) => part.lines.map((line) => `${order.buyerId} ${line.itemId}`))),
    );
    expect(data.reviews.length).toBeGreaterThan(20);
    for (const review of data.reviews) expect(arrived.has(`${review.authorId} ${review.orderItemId}`)).toBe(true);
    expect(new Set(data.reviews.map((review) => `${review.authorId} ${review.productId}`)).size).toBe(data.reviews.length);
  });
});
