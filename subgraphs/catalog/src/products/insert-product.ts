import type { Transaction } from '@marketgraph/db';
import type { CurrencyCode } from '@marketgraph/kernel';
import type { WriteDeps } from '../deps.ts';
import { insertVariants } from '../variants/insert-variants.ts';
import type { VariantDraft } from '../variants/variant-input.ts';
import { insertImages } from './images.ts';
import type { ProductColumns } from './product-input.ts';
import { products } from './product.tables.ts';
import type { ProductStatus } from './product-status.rules.ts';

/** A product that is to be: everything checked and looked up. */
export interface ProductDraft {
  readonly vendorId: string;
  readonly warehouseId: string;
  readonly categoryId: string;
  readonly handle: string;
  readonly slug: string;
  readonly title: string;
  readonly currency: CurrencyCode;
  readonly columns: ProductColumns;
  readonly optionNames: readonly string[];
  readonly images: readonly { readonly url: string; readonly altText: string }[];
  /** At least one. */
  readonly variants: readonly VariantDraft[];
  readonly status: ProductStatus;
  readonly actorId: string | null;
}

export interface InsertedProduct {
  readonly productId: string;
  readonly variantIds: readonly string[];
}

/** Stores a product with its pictures and variants. The vendor is locked; whoever calls this calls `productChanged` after it. */
export async function insertProduct(tx: Transaction, deps: WriteDeps, draft: ProductDraft): Promise<InsertedProduct> {
  const productId = deps.ids.next('Product');
  const now = deps.clock.now();
  const { vendorId, categoryId, handle, slug, title, currency, status } = draft;
  await tx.insert(products).values({
    ...draft.columns,
    id: productId, vendorId, categoryId, handle, slug, title, currency, status,
    optionNames: [...draft.optionNames],
    createdAt: now,
    updatedAt: now,
  });
  const imageIds = await insertImages(tx, deps, productId, draft.images.map((image, position) => ({ ...image, position })));
  const { warehouseId, actorId } = draft;
  const variantIds = await insertVariants(tx, deps, { productId, vendorId, warehouseId, position: 0, drafts: draft.variants, imageIds, actorId });
  return { productId, variantIds };
}
