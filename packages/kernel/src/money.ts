import { CURRENCY_DIGITS, type CurrencyCode } from './currency.ts';

/** An amount in minor units (cents, yen) of one currency. Never a float: sums must match to the last unit. */
export interface Money {
  readonly amount: bigint;
  readonly currency: CurrencyCode;
}

export function money(amount: bigint, currency: CurrencyCode): Money {
  return { amount, currency };
}

export function addMoney(left: Money, right: Money): Money {
  requireSameCurrency(left, right);
  return money(left.amount + right.amount, left.currency);
}

export function subtractMoney(left: Money, right: Money): Money {
  requireSameCurrency(left, right);
  return money(left.amount - right.amount, left.currency);
}

export function multiplyMoney(value: Money, factor: number): Money {
  return money(value.amount * BigInt(factor), value.currency);
}

export function sumMoney(values: readonly Money[], currency: CurrencyCode): Money {
  return values.reduce(addMoney, money(0n, currency));
}

/**
 * Splits `total` in proportion to `weights` by largest remainder: the parts always add up to the total, no part is off
 * by a whole unit, ties go to the lower index. Negative totals are allocated as positive and negated, so that a
 * reversal mirrors what it reverses. All weights zero: everything goes to the first.
 */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  if (weights.length === 0) throw new Error('allocate needs at least one weight');
  if (weights.some((weight) => weight < 0n)) throw new Error('weights must not be negative');
  if (total < 0n) return allocate(-total, weights).map((part) => -part);
  const sum = weights.reduce((left, right) => left + right, 0n);
  if (sum === 0n) return weights.map((_, index) => (index === 0 ? total : 0n));
  const parts = weights.map((weight) => (total * weight) / sum);
  let left = total - parts.reduce((a, b) => a + b, 0n);
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (total * weight) % sum }))
    .toSorted((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder) {
    if (left === 0n) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return parts;
}

/** A share given in basis points (300 = 3 %), rounded half up. */
export function basisPointsOf(amount: bigint, basisPoints: number): bigint {
  if (amount < 0n) return -basisPointsOf(-amount, basisPoints);
  return (amount * BigInt(basisPoints) + 5_000n) / 10_000n;
}

/** `12.34` for 1234 USD, `1234` for 1234 JPY. */
export function decimalText({ amount, currency }: Money): string {
  const digits = CURRENCY_DIGITS[currency];
  const negative = amount < 0n;
  const text = (negative ? -amount : amount).toString().padStart(digits + 1, '0');
  const whole = digits === 0 ? text : text.slice(0, -digits);
  const fraction = digits === 0 ? '' : `.${text.slice(-digits)}`;
  return `${negative ? '-' : ''}${whole}${fraction}`;
}

/** The inverse of {@link decimalText}; `undefined` for anything that is not an exact amount of that currency. */
export function parseDecimal(text: string, currency: CurrencyCode): bigint | undefined {
  const match = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text.trim());
  if (match === null) return undefined;
  const digits = CURRENCY_DIGITS[currency];
  const fraction = match[3] ?? '';
  if (fraction.length > digits && /[1-9]/.test(fraction.slice(digits))) return undefined;
  const amount = BigInt((match[2] ?? '') + fraction.slice(0, digits).padEnd(digits, '0'));
  return match[1] === '-' ? -amount : amount;
}

/** Making a formatter costs fifty times what formatting does; locales come from outside, so their number is bounded. */
const MOST_FORMATTERS = 500;
const formatters = new Map<string, Intl.NumberFormat>();

/**
 * As people of the locale write it. The amount goes to `Intl` as exact decimal text, not through a float.
 * @throws RangeError where the locale is none
 */
export function formatMoney(value: Money, locale: string): string {
  const key = `${locale} ${value.currency}`;
  let format = formatters.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, { style: 'currency', currency: value.currency });
    if (formatters.size >= MOST_FORMATTERS) formatters.clear();
    formatters.set(key, format);
  }
  return format.format(decimalText(value) as Intl.StringNumericLiteral);
}

function requireSameCurrency(left: Money, right: Money): void {
  if (left.currency !== right.currency) throw new Error(`cannot mix ${left.currency} and ${right.currency}`);
}
