import type { DemoData } from '@marketgraph/contracts';
import { insertRows, type Database, type Transaction } from '@marketgraph/db';
import { createIdGenerator, type Id, type IdGenerator } from '@marketgraph/kernel';
import { sql } from 'drizzle-orm';
import { categories, OTHER_CATEGORY_ID } from '../categories/category.tables.ts';
import { productImages, products } from '../products/product.tables.ts';
import { reservationLines, reservations, stockReturns } from '../reservations/reservation.tables.ts';
import { stockAlerts, stockLevels, stockMovements } from '../stock/stock.tables.ts';
import { variants } from '../variants/variant.tables.ts';
import { vendors, warehouses } from '../vendors/vendor.tables.ts';
import { ratingsByProduct, salesByVariant, type DemoSale } from './demo-orders.ts';
import { demoProductRows } from './demo-product.ts';

interface Loading {
  readonly data: DemoData;
  readonly ids: IdGenerator;
  readonly reservationOf: ReadonlyMap<string, string>;
}

/** Catalog's part of the demo marketplace: as its commands and events would have left it, so that every check holds. */
export async function loadDemo(db: Database, data: DemoData): Promise<boolean> {
  const ids = createIdGenerator({ now: () => data.now });
  const reservationOf = new Map(data.orders.map(({ id }) => [String(id), String(ids.next('Reservation'))]));
  const loading: Loading = { data, ids, reservationOf };
  return db.transaction(async (tx) => {
    if ((await tx.select({ id: vendors.id }).from(vendors).limit(1)).length > 0) return false;
    const warehouseOf = await loadVendors(tx, loading);
    await loadReservations(tx, loading);
    await loadProducts(tx, loading, warehouseOf);
    await loadReturns(tx, loading);
    await recount(tx);
    return true;
  });
}

/** Version 0: the first event that identity sends of a demo vendor is its newest. */
async function loadVendors(tx: Transaction, { data, ids }: Loading): Promise<Map<string, string>> {
  await insertRows(
    tx,
    vendors,
    data.vendors.map(({ id, name, slug, status, currency, address, createdAt }) => ({ id, name, slug, status, currency, country: address.country, version: 0, updatedAt: createdAt })),
  );
  const rows = data.vendors.map(({ id, createdAt }) => ({ id: ids.next('Warehouse'), vendorId: id, name: 'Main warehouse', isDefault: true, createdAt }));
  await insertRows(tx, warehouses, rows);
  return new Map(rows.map(({ id, vendorId }) => [vendorId, id]));
}

async function loadReservations(tx: Transaction, { data, reservationOf }: Loading): Promise<void> {
  const rows = data.orders.map(({ id: orderId, checkoutId, placedAt }) => ({
    id: reservationOf.get(orderId) ?? '',
    checkoutId,
    bodyHash: '',
    state: 'COMMITTED' as const,
    expiresAt: placedAt,
    orderId,
    createdAt: placedAt,
    closedAt: placedAt,
  }));
  await insertRows(tx, reservations, rows);
}

async function loadProducts(tx: Transaction, { data, ids, reservationOf }: Loading, warehouseOf: ReadonlyMap<string, string>): Promise<void> {
  const sales = salesByVariant(data);
  const ratings = ratingsByProduct(data);
  const salesOf = (variantId: Id<'ProductVariant'>): readonly DemoSale[] => sales.get(variantId) ?? [];
  const approved = new Set(data.vendors.filter(({ status }) => status === 'APPROVED').map(({ id }) => id));
  const categoryOf = new Map((await tx.select({ id: categories.id, slug: categories.slug }).from(categories)).map(({ id, slug }) => [slug, id]));
  for (const batch of data.products()) {
    const rows = batch.map((product) =>
      demoProductRows(product, {
        ids,
        now: data.now,
        warehouseId: warehouseOf.get(product.vendorId) ?? '',
        categoryId: categoryOf.get(product.categorySlug) ?? OTHER_CATEGORY_ID,
        isPublic: approved.has(product.vendorId),
        rating: ratings.get(product.id),
        salesOf,
      }),
    );
    const levels = rows.flatMap((row) => row.levels);
    await insertRows(tx, products, rows.map(({ product }) => product));
    await insertRows(tx, productImages, rows.map(({ image }) => image));
    await insertRows(tx, variants, rows.flatMap((row) => row.variants));
    await insertRows(tx, stockLevels, levels);
    const movements = rows.flatMap((row) => row.movements);
    await insertRows(tx, stockMovements, movements.map((movement) => ({ ...movement, reservationId: reservationOf.get(movement.orderId ?? '') ?? null })));
    await insertRows(tx, stockAlerts, rows.flatMap((row) => row.alerts));
    await insertRows(tx, reservationLines, levels.flatMap((level) => linesOf(level, sales.get(level.variantId as Id<'ProductVariant'>) ?? [], reservationOf)));
  }
}

function linesOf(level: typeof stockLevels.$inferInsert, sales: readonly DemoSale[], reservationOf: ReadonlyMap<string, string>) {
  return sales.map(({ order, quantity, returned }) => ({
    reservationId: reservationOf.get(order.id) ?? '',
    levelId: level.id,
    variantId: level.variantId,
    quantity,
    committed: quantity,
    oversold: 0,
    returned,
  }));
}

async function loadReturns(tx: Transaction, { data }: Loading): Promise<void> {
  const cancelled = data.orders.flatMap((order) => order.vendorOrders.filter(({ stage }) => stage === 'CANCELLED').map((part) => ({ order, part })));
  const rows = cancelled.map(({ order, part }) => ({
    vendorOrderId: part.id,
    orderId: order.id,
    lines: part.lines.map(({ variantId, quantity }) => ({ variantId, quantity })),
    createdAt: order.placedAt,
    appliedAt: order.placedAt,
  }));
  await insertRows(tx, stockReturns, rows);
}

async function recount(tx: Transaction): Promise<void> {
  await tx.execute(sql`
    update ${categories} as c set listed_products = counted.products
    from (select counted_category_id as id, count(*)::integer as products from ${products} where listed group by 1) as counted where c.id = counted.id`);
  await tx.execute(sql`
    update ${vendors} as v set listed_products = counted.products
    from (select vendor_id as id, count(*)::integer as products from ${products} where listed group by 1) as counted where v.id = counted.id`);
}
