import type { DemoData, DemoOrder, DemoProduct } from '@marketgraph/contracts';
import { createFakeClock, createIdGenerator, DAY } from '@marketgraph/kernel';
import { guest } from '@marketgraph/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDemo } from '../src/demo/load-demo.ts';
import { createHarness, type Harness } from './support/harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.drop());

const ids = createIdGenerator(createFakeClock());
const now = new Date('2026-06-01T00:00:00.000Z');
const at = (days: number) => new Date(now.getTime() - days * DAY);
const address = { recipient: 'A', phone: '', line1: '1', line2: '', city: 'B', region: '', postalCode: '', country: 'US' };

/** Two vendors, one of them waiting; three products; an order of which one part was cancelled. */
function story(): DemoData {
  const vendors = (['APPROVED', 'PENDING'] as const).map((status, index) => ({
    id: ids.next('Vendor'), name: `V${index}`, slug: `v${index}`, description: '', email: '', phone: '', status, currency: 'USD' as const, address, team: [], createdAt: at(90),
  }));
  const products = [0, 1, 2].map((index): DemoProduct => ({
    id: ids.next('Product'), vendorId: vendors[index === 2 ? 1 : 0]?.id ?? ids.next('Vendor'), currency: 'USD', title: `P${index}`, handle: `p${index}`, descriptionHtml: '<p>x</p>', categorySlug: 'books',
    brand: 'B', productType: 'T', tags: ['t'], optionNames: ['Size'], imageUrl: 'https://img.example/x.jpg', createdAt: at(60),
    variants: ['S', 'M'].map((value, place) => ({ id: ids.next('ProductVariant'), optionValues: [value], sku: `${index}${value}`, price: BigInt(500 + place), compareAtPrice: null, weightGrams: 1, received: place === 0 ? 10 : 0, sold: 0 })),
  }));
  const line = (product: DemoProduct | undefined, quantity: number) => {
    const variant = product?.variants[0];
    if (product === undefined || variant === undefined) throw new Error('no such product');
    return { itemId: ids.next('OrderItem'), productId: product.id, variantId: variant.id, title: product.title, variantTitle: 'S', sku: '', imageUrl: '', quantity, unitPrice: 500n };
  };
  const part = (stage: 'DELIVERED' | 'CANCELLED', lines: ReturnType<typeof line>[]) => ({
    id: ids.next('VendorOrder'), vendorId: vendors[0]?.id ?? ids.next('Vendor'), stage, shippingMethod: 'STANDARD' as const, shippingPrice: 0n, deliveryId: ids.next('Delivery'), lines,
  });
  const orders: DemoOrder[] = [{
    id: ids.next('Order'), number: 'MG-100001', checkoutId: ids.next('Checkout'), paymentId: ids.next('Payment'), buyerId: ids.next('User'), currency: 'USD', shippingAddress: address, placedAt: at(9),
    vendorOrders: [part('DELIVERED', [line(products[0], 8)]), part('CANCELLED', [line(products[1], 3)])],
  }];
  const reviews = [5, 4].map((rating) => ({
    id: ids.next('Review'), productId: products[0]?.id ?? ids.next('Product'), vendorId: vendors[0]?.id ?? ids.next('Vendor'), authorId: ids.next('User'), orderItemId: ids.next('OrderItem'), rating: rating as 4 | 5, title: '', text: '', answer: null, createdAt: at(1),
  }));
  return { passwordHash: '', users: [], vendors, orders, reviews, now, products: () => [products.slice(0, 2), products.slice(2)] };
}

describe('the demo', () => {
  it('keeps every rule that the commands keep, and is loaded once', async () => {
    expect(await loadDemo(harness.deps.db, story())).toBe(true);
    expect(await harness.broken()).toEqual([]);
    expect(await loadDemo(harness.deps.db, story())).toBe(false);
    const document = '{ products(sort: BEST_SELLING) { nodes { title status variants { available } images { url state } category { productCount } } } }';
    const { products } = await harness.client.as(guest()).query<{ products: { nodes: unknown[] } }>(document);
    const shown = { status: 'ACTIVE', images: [{ url: 'https://img.example/x.jpg', state: 'READY' }], category: { productCount: 2 } };
    expect(products.nodes).toEqual([
      { ...shown, title: 'P0', variants: [{ available: 2 }, { available: 0 }] },
      { ...shown, title: 'P1', variants: [{ available: 10 }, { available: 0 }] },
    ]);
  });
});
