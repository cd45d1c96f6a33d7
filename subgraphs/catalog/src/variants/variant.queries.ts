import type { Reader } from '@marketgraph/db';
import type { CurrencyCode } from '@marketgraph/kernel';
import { eq, sql, type SQL } from 'drizzle-orm';
import { products, type ProductImageRow } from '../products/product.tables.ts';
import { variants, type VariantRow } from './variant.tables.ts';

type Shown = 'id' | 'productId' | 'vendorId' | 'title' | 'optionValues' | 'sku' | 'price' | 'priceAdjustment' | 'compareAtPrice' | 'barcode' | 'weightGrams' | 'lengthMm' | 'widthMm' | 'heightMm' | 'editVersion';

/** What pictures are shown by. */
export type ImageView = Pick<ProductImageRow, 'id' | 'url' | 'altText' | 'position' | 'state'>;

/** A variant as it is shown: with its product's currency, what there is of it, and its own picture. */
export interface VariantView extends Pick<VariantRow, Shown> {
  readonly currency: CurrencyCode;
  readonly optionNames: readonly string[];
  /** Whether its product is for sale to the public. */
  readonly listed: boolean;
  /** In all warehouses. */
  readonly quantity: number;
  readonly reserved: number;
  /** Null where it has none of its own, or that could not be fetched. */
  readonly image: ImageView | null;
}

/**
 * Variants that are there, of products that are, where `where` holds, in their products' order. One statement, written by
 * hand and mapped by hand: no rows are read more often, and the query builder's mapping would cost more than the query.
 * Stock and pictures are looked up for each variant, so that the planner never reads a whole table of them for a few.
 */
export async function readVariants(reader: Reader, where: SQL | undefined): Promise<VariantView[]> {
  const rows = await reader.execute<StoredVariant>(sql`
    select ${variants.id}, ${variants.productId}, ${variants.vendorId}, ${variants.title}, ${variants.optionValues}, ${variants.sku},
      ${variants.price}, ${variants.priceAdjustment}, ${variants.compareAtPrice}, ${variants.barcode}, ${variants.weightGrams},
      ${variants.lengthMm}, ${variants.widthMm}, ${variants.heightMm}, ${variants.editVersion},
      ${products.currency}, ${products.optionNames}, ${products.listed}, stock.quantity, stock.reserved,
      own.id as image_id, own.url, own.alt_text, own.position, own.state
    from ${variants}
    join ${products} on ${products.id} = ${variants.productId}
    left join lateral (
      select id, url, alt_text, position, state from product_images where id = ${variants.imageId} and state <> 'FAILED' limit 1
    ) as own on true
    cross join lateral (
      select coalesce(sum(quantity), 0)::integer as quantity, coalesce(sum(reserved), 0)::integer as reserved
      from stock_levels where variant_id = ${variants.id}
    ) as stock
    where ${variants.deletedAt} is null and ${products.deletedAt} is null and ${where ?? sql`true`}
    order by ${variants.productId}, ${variants.position}, ${variants.id}`);
  return rows.map(viewOf);
}

/** One that must be there, as the transaction has left it. */
export async function readVariantView(reader: Reader, id: string): Promise<VariantView> {
  const [row] = await readVariants(reader, eq(variants.id, id));
  if (row === undefined) throw new Error(`variant ${id} is gone`);
  return row;
}

/** As the driver gives it: bigints are text. */
interface StoredVariant extends Record<string, unknown> {
  readonly id: string;
  readonly product_id: string;
  readonly vendor_id: string;
  readonly title: string;
  readonly option_values: string[];
  readonly sku: string | null;
  readonly price: string;
  readonly price_adjustment: string | null;
  readonly compare_at_price: string | null;
  readonly barcode: string | null;
  readonly weight_grams: number | null;
  readonly length_mm: number | null;
  readonly width_mm: number | null;
  readonly height_mm: number | null;
  readonly edit_version: number;
  readonly currency: CurrencyCode;
  readonly option_names: string[];
  readonly listed: boolean;
  readonly quantity: number;
  readonly reserved: number;
  readonly image_id: string | null;
  readonly url: string;
  readonly alt_text: string;
  readonly position: number;
  readonly state: ImageView['state'];
}

function viewOf(row: StoredVariant): VariantView {
  return {
    id: row.id,
    productId: row.product_id,
    vendorId: row.vendor_id,
    title: row.title,
    optionValues: row.option_values,
    sku: row.sku,
    price: BigInt(row.price),
    priceAdjustment: row.price_adjustment === null ? null : BigInt(row.price_adjustment),
    compareAtPrice: row.compare_at_price === null ? null : BigInt(row.compare_at_price),
    barcode: row.barcode,
    weightGrams: row.weight_grams,
    lengthMm: row.length_mm,
    widthMm: row.width_mm,
    heightMm: row.height_mm,
    editVersion: row.edit_version,
    currency: row.currency,
    optionNames: row.option_names,
    listed: row.listed,
    quantity: row.quantity,
    reserved: row.reserved,
    image: row.image_id === null ? null : { id: row.image_id, url: row.url, altText: row.alt_text, position: row.position, state: row.state },
  };
}
