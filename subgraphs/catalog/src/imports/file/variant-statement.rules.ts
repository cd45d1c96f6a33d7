import { HIGHEST_QUANTITY } from '../../stock/movements.rules.ts';
import { HIGHEST_PRICE } from '../../variants/price.rules.ts';
import { readDetails } from '../../variants/variant-input.ts';
import { readBooleanCell, readIntegerCell, readNumberCell, readPriceCell, readWeightCell } from './cells.rules.ts';
import { shown, type IssueCode } from './issues.rules.ts';
import type { FieldName, Fields, Layout } from './layout.rules.ts';
import type { FileRow, ReadOptions, Say, VariantStatement } from './product-statement.types.ts';

const VARIANT_FIELDS: readonly FieldName[] = ['price', 'sku', 'barcode', 'quantity', 'optionValue1', 'optionValue2', 'optionValue3'];

/** A row speaks of a variant where it holds what only variants have; others bring a further picture. */
export function carriesVariant({ fields }: FileRow): boolean {
  return VARIANT_FIELDS.some((field) => fields[field] !== undefined);
}

class Unreadable extends Error {
  readonly code: IssueCode;
  readonly field: FieldName;

  constructor(code: IssueCode, field: FieldName, message: string) {
    super(message);
    this.code = code;
    this.field = field;
  }
}

/** Null where an error was said: then the row does not count. */
export function readVariantRow(row: FileRow, options: ReadOptions, say: Say): VariantStatement | null {
  try {
    return read(row, options, say);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    say(error.code, row.rowNumber, error.field, error.message);
    return null;
  }
}

function read({ rowNumber, fields, firstRowOfSku }: FileRow, { layout, currency }: ReadOptions, say: Say): VariantStatement {
  const warn = (code: IssueCode, field: FieldName, message: string): void => say(code, rowNumber, field, message);
  const price = priceOf(fields, 'price', currency);
  if (price === undefined) throw new Unreadable('MISSING_PRICE', 'price', 'The variant has no price.');
  const compareAt = layout.has('compareAtPrice') ? (priceOf(fields, 'compareAtPrice', currency) ?? null) : undefined;
  const weightGrams = weightOf(fields, layout);
  const details = readDetails({
    ...(layout.has('sku') ? { sku: readNumberCell(fields.sku ?? '') } : {}),
    ...(layout.has('barcode') ? { barcode: readNumberCell(fields.barcode ?? '') } : {}),
    ...(weightGrams === undefined ? {} : { weightGrams }),
  });
  if (!details.ok) {
    const [name] = details.error.path;
    throw name === 'weightGrams' ? new Unreadable('INVALID_WEIGHT', 'grams', details.error.message) : new Unreadable('INVALID_TEXT', name === 'barcode' ? 'barcode' : 'sku', details.error.message);
  }
  const counted = countOf(fields);
  // From here on nothing is refused any more: what was warned of did come in.
  if (counted !== undefined && counted < 0) warn('NEGATIVE_QUANTITY', 'quantity', `${counted} was taken as 0.`);
  const untracked = layout.has('tracker') && fields.tracker === undefined;
  if (untracked && (counted ?? 0) <= 0) warn('UNTRACKED_INVENTORY', 'tracker', 'The file does not count this variant; here everything is counted, so it is out of stock until you say how many there are.');
  const sellsOn = fields.stockPolicy?.toLowerCase() === 'continue' || readBooleanCell(fields.stockPolicy ?? '') === true;
  if (sellsOn) warn('BACKORDER_UNSUPPORTED', 'stockPolicy', 'Nothing is sold here beyond what is in stock.');
  if (price === 0n) warn('ZERO_PRICE', 'price', 'The variant costs nothing.');
  if (compareAt !== undefined && compareAt !== null && compareAt > 0n && compareAt < price) {
    warn('COMPARE_AT_BELOW_PRICE', 'compareAtPrice', 'A price to compare with that is below the price was left out.');
  }
  const repeatsSku = firstRowOfSku !== null && firstRowOfSku < rowNumber;
  if (repeatsSku) warn('DUPLICATE_SKU', 'sku', `Row ${firstRowOfSku} has the SKU ${shown(details.value.sku ?? '')} too.`);
  return {
    row: rowNumber,
    values: [fields.optionValue1 ?? '', fields.optionValue2 ?? '', fields.optionValue3 ?? ''],
    price,
    // The same as the price is no bargain either, and many exports write it into every row.
    compareAtPrice: compareAt !== undefined && compareAt !== null && compareAt <= price ? null : compareAt,
    sku: details.value.sku,
    barcode: details.value.barcode,
    weightGrams,
    quantity: counted === undefined ? undefined : Math.max(0, counted),
    imageUrl: fields.variantImageUrl,
    repeatsSku,
  };
}

function priceOf(fields: Fields, field: 'price' | 'compareAtPrice', currency: ReadOptions['currency']): bigint | undefined {
  const text = fields[field];
  if (text === undefined) return undefined;
  const price = readPriceCell(text, currency);
  if (price === undefined) throw new Unreadable('INVALID_PRICE', field, `“${shown(text)}” is not a price in ${currency}, such as 12.34.`);
  if (price > HIGHEST_PRICE) throw new Unreadable('INVALID_PRICE', field, 'The price is too high.');
  return price;
}

function countOf({ quantity: text }: Fields): number | undefined {
  if (text === undefined) return undefined;
  const count = readIntegerCell(text);
  if (count === undefined || count > HIGHEST_QUANTITY) throw new Unreadable('INVALID_QUANTITY', 'quantity', `“${shown(text)}” is not a whole number up to ${HIGHEST_QUANTITY}.`);
  return count;
}

/** The layout always gives grams; a few exports give a weight in the unit beside it instead. */
function weightOf(fields: Fields, layout: Layout): number | null | undefined {
  const [field, unit] = fields.grams !== undefined || !layout.has('weight') ? (['grams', 'g'] as const) : (['weight', fields.weightUnit ?? 'g'] as const);
  if (!layout.has(field)) return undefined;
  const text = fields[field];
  if (text === undefined) return null;
  const grams = readWeightCell(text, unit);
  if (grams === undefined) throw new Unreadable('INVALID_WEIGHT', field, `“${shown(text)}” is not a weight in g, kg, lb or oz.`);
  return grams;
}
