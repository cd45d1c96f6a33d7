/** Currencies the marketplace trades in, with their digits after the point (ISO 4217). */
export const CURRENCY_DIGITS = {
  AED: 2, ARS: 2, AUD: 2, BRL: 2, CAD: 2, CHF: 2, CLP: 0, CNY: 2, COP: 2, CZK: 2, DKK: 2, EGP: 2, EUR: 2, GBP: 2, GHS: 2,
  HKD: 2, HUF: 2, IDR: 2, ILS: 2, INR: 2, JPY: 0, KES: 2, KRW: 0, KWD: 3, MAD: 2, MXN: 2, MYR: 2, NGN: 2, NOK: 2, NZD: 2,
  PEN: 2, PHP: 2, PLN: 2, RON: 2, RWF: 0, SAR: 2, SEK: 2, SGD: 2, THB: 2, TND: 3, TRY: 2, TZS: 2, UAH: 2, UGX: 0, USD: 2,
  VND: 0, XAF: 0, XOF: 0, ZAR: 2,
} as const satisfies Record<string, 0 | 2 | 3>;

export type CurrencyCode = keyof typeof CURRENCY_DIGITS;

export function isCurrencyCode(text: string): text is CurrencyCode {
  return Object.hasOwn(CURRENCY_DIGITS, text);
}
