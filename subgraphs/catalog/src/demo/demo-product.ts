import type { DemoProduct, DemoVariant } from '@marketgraph/contracts';
import type { Id, IdGenerator } from '@marketgraph/kernel';
import type { productImages, products } from '../products/product.tables.ts';
import { statusWithStock } from '../products/product-status.rules.ts';
import { sanitiseHtml } from '../products/sanitise.ts';
import { stockState } from '../stock/stock-state.rules.ts';
import type { stockAlerts, stockLevels, stockMovements } from '../stock/stock.tables.ts';
import { optionKey, variantTitle } from '../variants/option.rules.ts';
import { DEFAULT_THRESHOLD } from '../variants/variant-input.ts';
import type { variants } from '../variants/variant.tables.ts';
import type { DemoRating, DemoSale } from './demo-orders.ts';

export interface DemoSurroundings {
  readonly ids: IdGenerator;
  readonly now: Date;
  readonly warehouseId: string;
  readonly categoryId: string;
  /** Whether its vendor is approved. */
  readonly isPublic: boolean;
  readonly rating: DemoRating | undefined;
  readonly salesOf: (variantId: Id<'ProductVariant'>) => readonly DemoSale[];
}

/** All rows of one product. */
export interface DemoProductRows {
  readonly product: typeof products.$inferInsert;
  readonly image: typeof productImages.$inferInsert;
  readonly variants: readonly (typeof variants.$inferInsert)[];
  readonly levels: readonly (typeof stockLevels.$inferInsert)[];
  readonly movements: readonly (typeof stockMovements.$inferInsert)[];
  readonly alerts: readonly (typeof stockAlerts.$inferInsert)[];
}

/** What the commands and events of its story would have left of a product. */
export function demoProductRows(product: DemoProduct, around: DemoSurroundings): DemoProductRows {
  const imageId = around.ids.next('ProductImage');
  const stocks = product.variants.map((variant) => demoStock(product, variant, around));
  const available = stocks.reduce((sum, { level }) => sum + level.quantity, 0);
  const prices = product.variants.map(({ price }) => price).toSorted((left, right) => (left < right ? -1 : left > right ? 1 : 0));
  const { id, vendorId, title, handle, brand, productType, currency, createdAt } = product;
  const { rating, categoryId, isPublic } = around;
  return {
    product: {
      id,
      vendorId,
      title,
      handle,
      slug: handle,
      description: sanitiseHtml(product.descriptionHtml).html,
      status: statusWithStock('ACTIVE', available),
      categoryId,
      productType,
      brand,
      tags: [...product.tags],
      optionNames: [...product.optionNames],
      currency,
      listed: isPublic,
      countedCategoryId: isPublic ? categoryId : null,
      minPrice: prices[0] ?? 0n,
      maxPrice: prices.at(-1) ?? 0n,
      availableTotal: available,
      inStock: available > 0,
      ratingCount: rating?.count ?? 0,
      ratingSum: rating?.sum ?? 0,
      ratingHundredths: rating === undefined ? 0 : Math.round((100 * rating.sum) / rating.count),
      ratingAt: rating?.at ?? null,
      salesCount: stocks.reduce((sum, { sold }) => sum + sold, 0),
      createdAt,
      updatedAt: createdAt,
      publishedAt: isPublic ? createdAt : null,
    },
    image: { id: imageId, productId: id, url: product.imageUrl, sourceUrl: product.imageUrl, altText: title, position: 0, state: 'READY', createdAt },
    variants: product.variants.map((variant, position) => demoVariantRow(product, variant, { position, imageId, available: stocks[position]?.level.quantity ?? 0 })),
    levels: stocks.map(({ level }) => level),
    movements: stocks.flatMap(({ movements }) => movements),
    alerts: stocks.flatMap(({ alert }) => alert),
  };
}

interface VariantPlace {
  readonly position: number;
  readonly imageId: string;
  readonly available: number;
}

function demoVariantRow(product: DemoProduct, variant: DemoVariant, { position, imageId, available }: VariantPlace): typeof variants.$inferInsert {
  const { id, sku, price, compareAtPrice, weightGrams, optionValues } = variant;
  return {
    id,
    productId: product.id,
    vendorId: product.vendorId,
    position,
    title: variantTitle(optionValues),
    optionValues: [...optionValues],
    optionKey: optionKey(optionValues),
    sku,
    price,
    compareAtPrice,
    weightGrams,
    imageId,
    lowStockThreshold: DEFAULT_THRESHOLD,
    stockState: stockState(available, DEFAULT_THRESHOLD),
    createdAt: product.createdAt,
    updatedAt: product.createdAt,
  };
}

function demoStock(product: DemoProduct, variant: DemoVariant, { ids, now, warehouseId, salesOf }: DemoSurroundings) {
  const levelId = ids.next('StockLevel');
  const movements: (typeof stockMovements.$inferInsert)[] = [];
  let quantity = 0;
  const move = (kind: 'RECEIVE' | 'COMMIT' | 'RETURN', delta: number, at: Date, orderId: string | null): void => {
    quantity += delta;
    const balance = { quantityDelta: delta, reservedDelta: 0, quantityAfter: quantity, reservedAfter: 0 };
    movements.push({ id: ids.next('StockMovement'), levelId, variantId: variant.id, kind, ...balance, reason: '', reservationId: null, orderId, at });
  };
  if (variant.received > 0) move('RECEIVE', variant.received, product.createdAt, null);
  const sales = salesOf(variant.id);
  for (const { order, quantity: ordered, returned } of sales) {
    move('COMMIT', -ordered, order.placedAt, order.id);
    if (returned > 0) move('RETURN', returned, order.placedAt, order.id);
  }
  const state = stockState(quantity, DEFAULT_THRESHOLD);
  const alert = { id: ids.next('StockAlert'), vendorId: product.vendorId, variantId: variant.id, quantity, openedAt: now };
  return {
    level: { id: levelId, variantId: variant.id, warehouseId, quantity, reserved: 0 },
    movements,
    alert: state === 'IN_STOCK' ? [] : [{ ...alert, kind: state }],
    sold: sales.reduce((sum, sale) => sum + sale.quantity - sale.returned, 0),
  };
}
