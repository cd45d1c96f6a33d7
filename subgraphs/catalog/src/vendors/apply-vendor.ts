import type { EventEnvelope, EventName } from '@marketgraph/contracts';
import type { Transaction } from '@marketgraph/db';
import { and, asc, eq, gt, inArray, isNull, lt } from 'drizzle-orm';
import type { WriteDeps } from '../deps.ts';
import { lockVendors } from '../locks.ts';
import { productChanged } from '../products/product-changed.ts';
import { products } from '../products/product.tables.ts';
import { vendors, warehouses, type VendorRow } from './vendor.tables.ts';

export type VendorEventName = EventName & `identity.vendor.${string}`;
type VendorEvent = EventEnvelope<VendorEventName>;

const BATCH = 500;

/**
 * Every event of a vendor carries all that is known of it, so the newest one counts and an older one changes nothing. A
 * vendor that is seen for the first time gets its warehouse; one that becomes public, or stops being so, takes its
 * products along.
 */
export async function applyVendor(tx: Transaction, deps: WriteDeps, { aggregateVersion, payload }: VendorEvent): Promise<void> {
  const { vendorId: id, name, slug, status, currency, country } = payload;
  await lockVendors(tx, [id]);
  const [before] = await tx.select().from(vendors).where(eq(vendors.id, id));
  const row = { name, slug, status, currency, country, version: aggregateVersion, updatedAt: deps.clock.now() };
  const applied = await tx
    .insert(vendors)
    .values({ id, ...row })
    .onConflictDoUpdate({ target: vendors.id, set: row, setWhere: lt(vendors.version, aggregateVersion) })
    .returning({ id: vendors.id });
  if (applied.length === 0) return;
  if (before === undefined) {
    const warehouse = { id: deps.ids.next('Warehouse'), vendorId: id, name: 'Main warehouse', isDefault: true, createdAt: deps.clock.now() };
    await tx.insert(warehouses).values(warehouse).onConflictDoNothing();
  } else if (showsOtherwise(before, row)) {
    await refreshProducts(tx, deps, id);
  }
}

/** What of a vendor its products show, or hide behind. */
function showsOtherwise(before: VendorRow, after: Pick<VendorRow, 'name' | 'slug' | 'status'>): boolean {
  return before.status !== after.status || before.name !== after.name || before.slug !== after.slug;
}

async function refreshProducts(tx: Transaction, deps: WriteDeps, vendorId: string): Promise<void> {
  let after: string | undefined;
  for (;;) {
    const batch = await tx
      .select({ id: products.id })
      .from(products)
      .where(
        and(
          eq(products.vendorId, vendorId),
          isNull(products.deletedAt),
          inArray(products.status, ['ACTIVE', 'OUT_OF_STOCK']),
          after === undefined ? undefined : gt(products.id, after),
        ),
      )
      .orderBy(asc(products.id))
      .limit(BATCH);
    await productChanged(tx, deps, batch.map(({ id }) => id), { scope: 'all' });
    after = batch.at(-1)?.id;
    if (batch.length < BATCH) return;
  }
}
