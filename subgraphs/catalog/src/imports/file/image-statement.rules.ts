import { readImages } from '../../products/images.ts';
import { readIntegerCell } from './cells.rules.ts';
import type { Layout } from './layout.rules.ts';
import type { FileRow, ImageStatement, Say } from './product-statement.types.ts';

export const MOST_IMAGES = 100;

interface Placed extends ImageStatement {
  readonly position: number;
}

/** The product's pictures in their order, then those that only a variant has. Each address counts once. */
export function collectImages(rows: readonly FileRow[], layout: Layout, say: Say): ImageStatement[] {
  const placed = rows.flatMap((row): Placed[] => {
    const { fields, rowNumber } = row;
    if (fields.imageUrl === undefined || !isUsable(row, 'imageUrl', fields.imageUrl, fields.imageAlt ?? '', say)) return [];
    const altText = layout.has('imageAlt') ? (fields.imageAlt ?? '') : undefined;
    return [{ row: rowNumber, url: fields.imageUrl, altText, position: readIntegerCell(fields.imagePosition ?? '') ?? Infinity }];
  });
  const ofVariants = rows.flatMap((row): Placed[] => {
    const url = row.fields.variantImageUrl;
    if (url === undefined || placed.some((image) => image.url === url) || !isUsable(row, 'variantImageUrl', url, '', say)) return [];
    return [{ row: row.rowNumber, url, altText: undefined, position: Infinity }];
  });
  // Sorting is stable: where nothing is said of the place, the order of the rows stays.
  const ordered = [...placed.toSorted((left, right) => (left.position === right.position ? 0 : left.position - right.position)), ...ofVariants];
  const seen = new Set<string>();
  const distinct = ordered.filter(({ url }) => !seen.has(url) && seen.add(url));
  const [extra] = distinct.slice(MOST_IMAGES);
  if (extra !== undefined) say('TOO_MANY_IMAGES', extra.row, 'imageUrl', `${MOST_IMAGES} pictures are kept; ${distinct.length - MOST_IMAGES} were left out.`);
  return distinct.slice(0, MOST_IMAGES).map(({ row, url, altText }) => ({ row, url, altText }));
}

function isUsable({ rowNumber }: FileRow, field: 'imageUrl' | 'variantImageUrl', url: string, altText: string, say: Say): boolean {
  const read = readImages([{ url, altText }]);
  if (read.ok) return true;
  say('INVALID_IMAGE', rowNumber, field, `The picture was left out. ${read.error.message}`);
  return false;
}
