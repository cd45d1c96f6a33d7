export type ProductStatus = 'DRAFT' | 'ACTIVE' | 'INACTIVE' | 'OUT_OF_STOCK' | 'DISCONTINUED';

/**
 * Where a vendor may move a product. OUT_OF_STOCK is nobody's to set: {@link statusWithStock} sets and lifts it. What is
 * discontinued stays so, because orders, reviews and links tell of it as a thing of the past; what is to be sold again
 * later is INACTIVE.
 */
const MOVES: Readonly<Record<ProductStatus, readonly ProductStatus[]>> = {
  DRAFT: ['ACTIVE'],
  ACTIVE: ['INACTIVE', 'DISCONTINUED'],
  OUT_OF_STOCK: ['INACTIVE', 'DISCONTINUED'],
  INACTIVE: ['ACTIVE', 'DISCONTINUED'],
  DISCONTINUED: [],
};

export function movesFrom(status: ProductStatus): readonly ProductStatus[] {
  return MOVES[status];
}

export function mayMove(from: ProductStatus, to: ProductStatus): boolean {
  return MOVES[from].includes(to);
}

/** What a status becomes by the stock of all the product's variants together. */
export function statusWithStock(status: ProductStatus, available: number): ProductStatus {
  if (status === 'ACTIVE' && available === 0) return 'OUT_OF_STOCK';
  if (status === 'OUT_OF_STOCK' && available > 0) return 'ACTIVE';
  return status;
}

/** Statuses under which the public sees a product, given an approved vendor. */
export function isOnSale(status: ProductStatus): boolean {
  return status === 'ACTIVE' || status === 'OUT_OF_STOCK';
}
