import type { EventEnvelope, EventPayload } from '@marketgraph/contracts';
import { asId, type CurrencyCode, type Id } from '@marketgraph/kernel';
import { vendorMember } from '@marketgraph/testing';
import { asc, eq } from 'drizzle-orm';
import type { CatalogDeps } from '../src/deps.ts';
import { createProduct as createProductCommand, type ProductCreate } from '../src/products/create-product.ts';
import { setProductStatus } from '../src/products/set-product-status.ts';
import type { VariantGiven } from '../src/variants/variant-input.ts';
import { variants } from '../src/variants/variant.tables.ts';
import { applyVendor, type VendorEventName } from '../src/vendors/apply-vendor.ts';

type VendorPayload = EventPayload<VendorEventName>;

let serial = 0;

/** What catalog knows of a vendor, by the event that identity would have sent. Approved, in dollars, unless told. */
export async function createVendorProjection(deps: CatalogDeps, overrides: Partial<VendorPayload> = {}): Promise<Id<'Vendor'>> {
  const number = (serial += 1);
  const payload: VendorPayload = {
    vendorId: deps.ids.next('Vendor'),
    ownerId: deps.ids.next('User'),
    name: `Vendor ${number}`,
    slug: `vendor-${number}`,
    status: 'APPROVED',
    currency: 'USD',
    country: 'US',
    reason: '',
    ...overrides,
  };
  await deps.db.transaction((tx) => applyVendor(tx, deps, vendorEvent(deps, 'identity.vendor.approved', payload, 1)));
  return payload.vendorId;
}

export function vendorEvent<Name extends VendorEventName>(deps: CatalogDeps, name: Name, payload: EventPayload<Name>, aggregateVersion: number): EventEnvelope<Name> {
  return {
    id: deps.ids.next('Event'),
    name,
    wireVersion: 1,
    aggregateId: payload.vendorId,
    aggregateVersion,
    occurredAt: deps.clock.now().toISOString(),
    traceId: 'test',
    payload,
  };
}

export interface ProductBuilder extends Partial<Omit<ProductCreate, 'variants' | 'vendorId'>> {
  readonly vendorId: Id<'Vendor'>;
  /** One without options, with 10 in stock at 10.00, unless told. */
  readonly variants?: readonly VariantGiven[];
  /** ACTIVE unless told; with nothing in stock that is OUT_OF_STOCK. */
  readonly status?: 'DRAFT' | 'ACTIVE';
  readonly currency?: CurrencyCode;
}

export interface BuiltProduct {
  readonly productId: Id<'Product'>;
  /** In the order given. */
  readonly variantIds: readonly Id<'ProductVariant'>[];
  /** The first. */
  readonly variantId: Id<'ProductVariant'>;
}

/** Through the commands that the API uses, as the vendor's owner. */
export async function createProduct(deps: CatalogDeps, { vendorId, status = 'ACTIVE', ...given }: ProductBuilder): Promise<BuiltProduct> {
  const owner = vendorMember(vendorId);
  const input = { title: `Product ${(serial += 1)}`, variants: [{ price: { amount: 1_000n }, quantity: 10 }], ...given };
  const created = await createProductCommand(deps, owner, { ...input, vendorId });
  if (!created.ok) throw new Error(`the product was refused: ${JSON.stringify(created.error)}`);
  const { id } = created.value.product;
  if (status === 'ACTIVE') {
    const published = await setProductStatus(deps, owner, { id, status: 'ACTIVE', expectedVersion: null });
    if (!published.ok) throw new Error(`the product was not published: ${JSON.stringify(published.error)}`);
  }
  const rows = await deps.db.reader.select({ id: variants.id }).from(variants).where(eq(variants.productId, id)).orderBy(asc(variants.position));
  const variantIds = rows.map((row) => asId('ProductVariant', row.id));
  const [variantId] = variantIds;
  if (variantId === undefined) throw new Error('a product has a variant');
  return { productId: asId('Product', id), variantIds, variantId };
}
