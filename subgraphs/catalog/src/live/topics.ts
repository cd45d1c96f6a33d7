/** Names of live topics. */
export function variantStockTopic(variantId: string): string {
  return `variant-stock:${variantId}`;
}

export function vendorInventoryTopic(vendorId: string): string {
  return `vendor-inventory:${vendorId}`;
}
