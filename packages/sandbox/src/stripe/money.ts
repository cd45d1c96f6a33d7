import { decimalText, isCurrencyCode, type CurrencyCode } from '@marketgraph/kernel';
import { invalidRequest } from './errors.ts';
import type { Params } from './params.ts';

/** Smallest charge by currency, in minor units, as far as it is documented; half a unit of 100 elsewhere. */
const LEAST: Partial<Record<CurrencyCode, number>> = {
  AED: 200, CZK: 1_500, DKK: 250, GBP: 30, HKD: 400, HUF: 17_500, JPY: 50, MXN: 1_000, MYR: 200, NOK: 300, PLN: 200, RON: 200,
  SEK: 300, THB: 1_000,
};
const LEAST_ELSEWHERE = 50;
const MOST = 99_999_999;

/** `$20.00` for dollars, `20.00 eur` otherwise: how amounts read in the API's messages. */
export function amountText(amount: number, currency: string): string {
  const code = currency.toUpperCase();
  const text = isCurrencyCode(code) ? decimalText({ amount: BigInt(amount), currency: code }) : String(amount);
  return code === 'USD' ? `$${text}` : `${text} ${currency}`;
}

export function readCurrency(params: Params): string {
  const code = params.requiredText('currency').toUpperCase();
  if (!isCurrencyCode(code)) throw invalidRequest(`Invalid currency: ${code.toLowerCase()}.`, { param: 'currency' });
  return code.toLowerCase();
}

export function checkAmount(amount: number, currency: string): void {
  const code = currency.toUpperCase();
  const least = (isCurrencyCode(code) ? LEAST[code] : undefined) ?? LEAST_ELSEWHERE;
  if (amount < least) {
    throw invalidRequest(`Amount must be at least ${amountText(least, currency)}`, { code: 'amount_too_small', param: 'amount' });
  }
  if (amount > MOST) {
    throw invalidRequest(`Amount must be no more than ${amountText(MOST, currency)}`, { code: 'amount_too_large', param: 'amount' });
  }
}

/** The provider's fee: 2.9 % of what was captured, and 30 minor units. */
export function providerFee(amount: number): number {
  return Math.round((amount * 29) / 1_000) + 30;
}
