import type { CurrencyCode, Id } from '@marketgraph/kernel';
import type { PostalAddress } from './events/fields.ts';
import type { OperatorRole, VendorRoleName } from './permissions.ts';

/**
 * The demo marketplace as one consistent story, from which each subgraph's `load` writes the part it owns. Whatever a
 * subgraph computes by rule (totals, commission, ledger, aggregates) is not in here: it computes it while loading, so
 * that seeds obey the same invariants as everything else.
 */
export interface DemoUser {
  readonly id: Id<'User'>;
  readonly email: string;
  readonly name: string;
  readonly locale: string;
  readonly operatorRole: OperatorRole | null;
  readonly registeredAt: Date;
}

export interface DemoSeat {
  readonly id: Id<'VendorMember'>;
  readonly userId: Id<'User'>;
  readonly role: VendorRoleName;
}

export interface DemoVendor {
  readonly id: Id<'Vendor'>;
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  readonly email: string;
  readonly phone: string;
  readonly status: 'APPROVED' | 'PENDING';
  readonly currency: CurrencyCode;
  readonly address: PostalAddress;
  readonly team: readonly DemoSeat[];
  readonly createdAt: Date;
}

export interface DemoVariant {
  readonly id: Id<'ProductVariant'>;
  /** In the order of the product's option names. */
  readonly optionValues: readonly string[];
  readonly sku: string;
  readonly price: bigint;
  readonly compareAtPrice: bigint | null;
  readonly weightGrams: number;
  /** Units ever received; less the sold ones it is what is left. */
  readonly received: number;
  readonly sold: number;
}

export interface DemoProduct {
  readonly id: Id<'Product'>;
  readonly vendorId: Id<'Vendor'>;
  readonly currency: CurrencyCode;
  readonly title: string;
  readonly handle: string;
  readonly descriptionHtml: string;
  readonly categorySlug: string;
  readonly brand: string;
  readonly productType: string;
  readonly tags: readonly string[];
  readonly optionNames: readonly string[];
  readonly variants: readonly DemoVariant[];
  readonly imageUrl: string;
  readonly createdAt: Date;
}

export type DemoOrderStage = 'PENDING' | 'PROCESSING' | 'READY' | 'IN_TRANSIT' | 'DELIVERED' | 'CANCELLED';

export interface DemoOrderLine {
  readonly itemId: Id<'OrderItem'>;
  readonly productId: Id<'Product'>;
  readonly variantId: Id<'ProductVariant'>;
  readonly title: string;
  readonly variantTitle: string;
  readonly sku: string;
  readonly imageUrl: string;
  readonly quantity: number;
  readonly unitPrice: bigint;
}

export interface DemoVendorOrder {
  readonly id: Id<'VendorOrder'>;
  readonly vendorId: Id<'Vendor'>;
  readonly stage: DemoOrderStage;
  readonly shippingMethod: 'STANDARD' | 'EXPRESS' | 'LOCAL_DELIVERY';
  readonly shippingPrice: bigint;
  readonly deliveryId: Id<'Delivery'>;
  readonly lines: readonly DemoOrderLine[];
}

/** Always paid by card; a cancelled one is refunded in full. One currency, one to three vendors. */
export interface DemoOrder {
  readonly id: Id<'Order'>;
  /** `MG-100001` and up, in the order they were placed. */
  readonly number: string;
  readonly checkoutId: Id<'Checkout'>;
  readonly paymentId: Id<'Payment'>;
  readonly buyerId: Id<'User'>;
  readonly currency: CurrencyCode;
  readonly shippingAddress: PostalAddress;
  readonly placedAt: Date;
  readonly vendorOrders: readonly DemoVendorOrder[];
}

export interface DemoReview {
  readonly id: Id<'Review'>;
  readonly productId: Id<'Product'>;
  readonly vendorId: Id<'Vendor'>;
  readonly authorId: Id<'User'>;
  readonly orderItemId: Id<'OrderItem'>;
  readonly rating: 1 | 2 | 3 | 4 | 5;
  readonly title: string;
  readonly text: string;
  readonly answer: string | null;
  readonly createdAt: Date;
}

export interface DemoData {
  /** argon2id of the one password that every demo login has. */
  readonly passwordHash: string;
  readonly users: readonly DemoUser[];
  readonly vendors: readonly DemoVendor[];
  /** Made anew at each call, in batches, so that a million never stand in memory at once. */
  products(): Iterable<readonly DemoProduct[]>;
  readonly orders: readonly DemoOrder[];
  readonly reviews: readonly DemoReview[];
  /** The moment the story ends. */
  readonly now: Date;
}
