import type { ProductImageRow } from '../../products/product.tables.ts';
import type { ImageStatement } from '../file/product-statement.types.ts';
import type { PlannedImage } from './plan.types.ts';

/**
 * Where the file names pictures, those are the product's, in its order: one that is known by its address stays the one it
 * is, one that is no longer named goes. Where it names none it says nothing. Null: everything stays.
 */
export function planImages(stated: readonly ImageStatement[], present: readonly ProductImageRow[]): PlannedImage[] | null {
  if (stated.length === 0) return null;
  const known = new Map(present.toReversed().map((image) => [image.sourceUrl, image]));
  const planned = stated.map(({ url, altText }) => {
    const image = known.get(url);
    return { id: image?.id ?? null, url, altText: altText ?? image?.altText ?? '' };
  });
  const isSame = planned.length === present.length && planned.every(({ id, altText }, index) => id === present[index]?.id && altText === present[index]?.altText);
  return isSame ? null : planned;
}
