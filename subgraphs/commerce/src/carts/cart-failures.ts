import { fail, type CurrencyCode, type Id } from '@marketgraph/kernel';
import type { Shortage } from '../peers/catalog.ts';

export interface InsufficientStock {
  readonly type: 'InsufficientStock';
  readonly message: string;
  readonly lines: readonly Shortage[];
}

export interface VariantUnavailable {
  readonly type: 'VariantUnavailable';
  readonly message: string;
  readonly path: readonly string[];
}

export interface CartCurrencyConflict {
  readonly type: 'CartCurrencyConflict';
  readonly message: string;
  readonly cartCurrency: CurrencyCode;
  readonly variantCurrency: CurrencyCode;
}

export interface CartFull {
  readonly type: 'CartFull';
  readonly message: string;
  readonly maximum: number;
}

export interface CatalogUnavailable {
  readonly type: 'CatalogUnavailable';
  readonly message: string;
  readonly retryable: true;
}

export function insufficientStock(lines: readonly Shortage[]) {
  return fail<InsufficientStock>({ type: 'InsufficientStock', message: 'There is not enough in stock.', lines });
}

export function variantUnavailable(field: string) {
  return fail<VariantUnavailable>({ type: 'VariantUnavailable', message: 'This is not for sale at present.', path: ['input', field] });
}

export function cartCurrencyConflict(cartCurrency: CurrencyCode, variantCurrency: CurrencyCode) {
  const message = `The cart holds goods in ${cartCurrency}; what is sold in ${variantCurrency} needs an order of its own.`;
  return fail<CartCurrencyConflict>({ type: 'CartCurrencyConflict', message, cartCurrency, variantCurrency });
}

export function cartFull(maximum: number) {
  return fail<CartFull>({ type: 'CartFull', message: `A cart has at most ${maximum} lines.`, maximum });
}

export function catalogUnavailable() {
  return fail<CatalogUnavailable>({ type: 'CatalogUnavailable', message: 'Prices and stock cannot be checked at the moment; try again.', retryable: true });
}

export function shortage(variantId: Id<'ProductVariant'>, requested: number, available: number): Shortage {
  return { variantId, requested, available };
}
