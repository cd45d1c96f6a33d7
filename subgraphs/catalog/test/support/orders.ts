import type { EventPayload } from '@marketgraph/contracts';
import type { Id } from '@marketgraph/kernel';
import type { CatalogDeps } from '../../src/deps.ts';

export interface OrderedLine {
  readonly vendorId: Id<'Vendor'>;
  readonly productId: Id<'Product'>;
  readonly variantId: Id<'ProductVariant'>;
  readonly quantity: number;
}

type Order = EventPayload<'commerce.order.placed'>;
type VendorOrder = EventPayload<'commerce.vendor_order.cancelled'>;

const address = { recipient: 'A', phone: '', line1: '1', line2: '', city: 'B', region: '', postalCode: '', country: 'US' };

/** As commerce tells of an order: its parts by vendor, a price of 5.00 each. */
export function orderOf(deps: CatalogDeps, checkoutId: Id<'Checkout'>, lines: readonly OrderedLine[]): Order {
  const byVendor = Map.groupBy(lines, ({ vendorId }) => vendorId);
  return {
    orderId: deps.ids.next('Order'),
    number: 'MG-1',
    buyerId: deps.ids.next('User'),
    currency: 'USD',
    total: '0',
    checkoutId,
    vendorOrders: [...byVendor].map(([vendorId, ofVendor]) => ({
      vendorOrderId: deps.ids.next('VendorOrder'),
      vendorId,
      gross: '0', commission: '0', net: '0', shipping: '0',
      lines: ofVendor.map(({ productId, variantId, quantity }) => ({
        orderItemId: deps.ids.next('OrderItem'),
        productId, variantId, quantity, title: 'x', unitPrice: '500', total: String(500 * quantity),
      })),
    })),
  };
}

/** One vendor's part of it, as an event of its own. */
export function partOf({ orderId, number, buyerId, currency, vendorOrders }: Order, vendorId: Id<'Vendor'>): VendorOrder {
  const part = vendorOrders.find((candidate) => candidate.vendorId === vendorId);
  if (part === undefined) throw new Error('the vendor has no part in the order');
  const { vendorOrderId, gross, lines } = part;
  return { vendorOrderId, orderId, number, vendorId, buyerId, currency, gross, lines, reason: '', by: 'VENDOR', shippingMethod: 'STANDARD', shippingAddress: address };
}
