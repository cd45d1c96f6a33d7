/** What filters choose and facets count, as it stands in a document's `keys`: the kind, then the value as it is. */
export const KEY_KINDS = { VENDOR: ':v:', CATEGORY: ':c:', BRAND: ':b:', TAG: ':t:', PRODUCT_TYPE: ':k:' } as const;
export type KeyKind = keyof typeof KEY_KINDS;

export function keyOf(kind: KeyKind, value: string): string {
  return KEY_KINDS[kind] + value;
}

/** Among the counted words it stands for every document. */
export const EVERYTHING = ':*';

export interface Keyed {
  readonly vendorId: string;
  /** The category itself: what is above it is looked up when searching, so that the tree may change. */
  readonly categoryId: string;
  readonly brand: string | null;
  readonly productType: string | null;
  readonly tags: readonly string[];
}

export function keysOf({ vendorId, categoryId, brand, productType, tags }: Keyed): string[] {
  const keys = [keyOf('VENDOR', vendorId), keyOf('CATEGORY', categoryId), ...tags.map((tag) => keyOf('TAG', tag))];
  if (brand !== null) keys.push(keyOf('BRAND', brand));
  if (productType !== null) keys.push(keyOf('PRODUCT_TYPE', productType));
  return [...new Set(keys)];
}
