import type { CurrencyCode } from '@marketgraph/kernel';
import type { ProductImageRow, ProductRow } from '../../products/product.tables.ts';
import type { ProductStatus } from '../../products/product-status.rules.ts';
import type { VariantRow } from '../../variants/variant.tables.ts';
import type { Layout } from '../file/layout.rules.ts';
import type { ProductStatement, VariantStatement } from '../file/product-statement.types.ts';
import type { CategoryMatcher } from './category-match.rules.ts';

export interface PresentVariant extends VariantRow {
  readonly quantity: number;
  readonly reserved: number;
  /** What a file said last; null where none ever did. */
  readonly stated: number | null;
}

/** A product with all that an import may change, as it is now. Variants and pictures in their order. */
export interface PresentProduct {
  readonly product: ProductRow;
  readonly variants: readonly PresentVariant[];
  readonly images: readonly ProductImageRow[];
}

/** A variant of the vendor that has some SKU. */
export interface SkuOwner {
  readonly variantId: string;
  /** The file speaks of its product, so that the file itself was compared already. */
  readonly isInFile: boolean;
}

export interface PlanContext {
  readonly layout: Layout;
  readonly currency: CurrencyCode;
  readonly matchCategory: CategoryMatcher;
  readonly otherCategoryId: string;
  /** Ids from the root down, by category. */
  readonly categoryPaths: ReadonlyMap<string, readonly string[]>;
  readonly skuOwners: ReadonlyMap<string, readonly SkuOwner[]>;
  /** Whether the stock of variants that are there may be set. */
  readonly mayAdjust: boolean;
}

export interface ProductPlan {
  readonly statement: ProductStatement;
  /** Null: it is to be created. */
  readonly present: PresentProduct | null;
  /** The columns as they are to be. */
  readonly columns: PlannedColumns;
  /** Null: as it is. */
  readonly status: ProductStatus | null;
  /** Null: as they are. */
  readonly images: readonly PlannedImage[] | null;
  readonly variants: VariantPlan;
  /** Names of what is different from before, as events tell them; empty for a product that stays as it is, its stock aside. */
  readonly changed: readonly string[];
}

export type PlannedColumns = Pick<ProductRow, 'title' | 'description' | 'seoTitle' | 'seoDescription' | 'productType' | 'brand' | 'categoryId'> & {
  readonly tags: readonly string[];
  readonly optionNames: readonly string[];
};

export interface PlannedImage {
  /** Null: a new one. */
  readonly id: string | null;
  readonly url: string;
  readonly altText: string;
}

export interface VariantPlan {
  readonly optionNames: readonly string[];
  readonly create: readonly VariantCreate[];
  readonly edit: readonly VariantEdit[];
  readonly remove: readonly string[];
  /** New places of variants that are there; none where their order stays. */
  readonly places: readonly { readonly id: string; readonly position: number }[];
  /** Variants of which the file says another number than the last file did. */
  readonly stated: readonly StatedQuantity[];
  /** Spoken of and there already. */
  readonly matched: readonly string[];
  readonly priceChanged: boolean;
}

export interface VariantCreate {
  readonly statement: VariantStatement;
  readonly optionValues: readonly string[];
  readonly position: number;
}

/** The columns of a variant as they are to be. */
export interface VariantEdit extends VariantColumnsNow {
  readonly id: string;
  /** Its own picture by address; undefined: as it is. */
  readonly imageUrl: string | undefined;
}

export type VariantColumnsNow = Pick<VariantRow, 'sku' | 'price' | 'priceAdjustment' | 'compareAtPrice' | 'barcode' | 'weightGrams'> & { readonly optionValues: readonly string[] };

export interface StatedQuantity {
  readonly variantId: string;
  readonly quantity: number;
}
