/** Of the live field that tells how far an import has come. */
export function productImportTopic(importId: string): string {
  return `product-import:${importId}`;
}
