import { fail, ok, type Result } from '@marketgraph/kernel';
import { invalidInput, type InvalidInput } from '../failures.ts';
import { HIGHEST_QUANTITY } from '../stock/movements.rules.ts';
import { orderValues, type SelectedOption } from './option.rules.ts';
import { HIGHEST_PRICE, resolvePrice, type PriceInput, type VariantPrice } from './price.rules.ts';

export interface Dimensions {
  readonly lengthMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
}

/** Exactly one of the two, in minor units of the product's currency. */
export interface PriceGiven {
  readonly amount?: bigint | null | undefined;
  readonly adjustment?: bigint | null | undefined;
}

/** What is said of a variant besides its options and price: absent is not said, null is nothing. */
export interface VariantDetails {
  readonly sku?: string | null | undefined;
  readonly compareAtPrice?: bigint | null | undefined;
  readonly barcode?: string | null | undefined;
  readonly weightGrams?: number | null | undefined;
  readonly dimensions?: Dimensions | null | undefined;
  readonly lowStockThreshold?: number | null | undefined;
}

export interface VariantGiven extends VariantDetails {
  readonly selectedOptions?: readonly SelectedOption[] | null | undefined;
  readonly price?: PriceGiven | null | undefined;
  readonly quantity?: number | null | undefined;
  readonly imageIndex?: number | null | undefined;
}

/** The columns that follow; only those that something was said of. */
export interface VariantColumns {
  sku?: string | null;
  compareAtPrice?: bigint | null;
  barcode?: string | null;
  weightGrams?: number | null;
  lengthMm?: number | null;
  widthMm?: number | null;
  heightMm?: number | null;
  lowStockThreshold?: number;
}

/** A variant that is to be: everything checked, nothing looked up. */
export interface VariantDraft extends VariantPrice {
  readonly optionValues: readonly string[];
  readonly columns: VariantColumns;
  readonly quantity: number;
  /** Place of its picture among the product's. */
  readonly imageIndex: number | null;
}

export const DEFAULT_THRESHOLD = 5;
const HEAVIEST_GRAMS = 100_000_000;
const LONGEST_MM = 1_000_000;

interface ProductSide {
  readonly optionNames: readonly string[];
  readonly basePrice: bigint | null;
}

export function readVariant(given: VariantGiven, { optionNames, basePrice }: ProductSide): Result<VariantDraft, InvalidInput> {
  const optionValues = orderValues(optionNames, given.selectedOptions ?? []);
  if (typeof optionValues === 'string') return fail(invalidInput(optionValues, 'selectedOptions'));
  const price = readPrice(given.price, basePrice);
  if (!price.ok) return price;
  const details = readDetails(given);
  if (!details.ok) return details;
  const quantity = given.quantity ?? 0;
  if (!isWithin(quantity, HIGHEST_QUANTITY)) return fail(invalidInput(`A quantity is between 0 and ${HIGHEST_QUANTITY}.`, 'quantity'));
  return ok({ ...price.value, optionValues, columns: details.value, quantity, imageIndex: given.imageIndex ?? null });
}

/** Without a price of its own a variant costs the base price, and goes on to. */
export function readPrice(given: PriceGiven | null | undefined, basePrice: bigint | null): Result<VariantPrice, InvalidInput> {
  const input = priceInput(given);
  if (input === undefined) return fail(invalidInput('Give exactly one of `amount` and `adjustment`.', 'price'));
  if (given === null || given === undefined) {
    if (basePrice === null) return fail(invalidInput('Give a price, or the product a base price.', 'price'));
  }
  const price = resolvePrice(input, basePrice);
  return typeof price === 'string' ? fail(invalidInput(price, 'price')) : ok(price);
}

function priceInput(given: PriceGiven | null | undefined): PriceInput | undefined {
  if (given === null || given === undefined) return { adjustment: 0n };
  const amount = given.amount ?? null;
  const adjustment = given.adjustment ?? null;
  if (amount !== null && adjustment === null) return { amount };
  return amount === null && adjustment !== null ? { adjustment } : undefined;
}

export function readDetails(given: VariantDetails): Result<VariantColumns, InvalidInput> {
  const columns: VariantColumns = {};
  for (const field of ['sku', 'barcode'] as const) {
    const text = given[field];
    if (text === undefined) continue;
    const word = (text ?? '').trim();
    if (word.length > 255) return fail(invalidInput('255 characters at most.', field));
    columns[field] = word === '' ? null : word;
  }
  if (given.compareAtPrice !== undefined) {
    if (given.compareAtPrice !== null && (given.compareAtPrice < 0n || given.compareAtPrice > HIGHEST_PRICE)) {
      return fail(invalidInput('A price is not below zero, nor that high.', 'compareAtPrice'));
    }
    columns.compareAtPrice = given.compareAtPrice;
  }
  if (given.weightGrams !== undefined) {
    if (given.weightGrams !== null && !isWithin(given.weightGrams, HEAVIEST_GRAMS)) return fail(invalidInput('A weight is between 0 g and 100 t.', 'weightGrams'));
    columns.weightGrams = given.weightGrams;
  }
  if (given.dimensions !== undefined) {
    const { lengthMm, widthMm, heightMm } = given.dimensions ?? { lengthMm: null, widthMm: null, heightMm: null };
    if ([lengthMm, widthMm, heightMm].some((size) => size !== null && !isWithin(size, LONGEST_MM))) {
      return fail(invalidInput('A length is between 0 mm and 1 km.', 'dimensions'));
    }
    Object.assign(columns, { lengthMm, widthMm, heightMm });
  }
  if (given.lowStockThreshold !== undefined) {
    const threshold = given.lowStockThreshold ?? DEFAULT_THRESHOLD;
    if (!isWithin(threshold, HIGHEST_QUANTITY)) return fail(invalidInput(`A threshold is between 0 and ${HIGHEST_QUANTITY}.`, 'lowStockThreshold'));
    columns.lowStockThreshold = threshold;
  }
  return ok(columns);
}

function isWithin(value: number, highest: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= highest;
}
