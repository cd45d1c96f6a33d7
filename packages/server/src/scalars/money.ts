import { decimalText, type CurrencyCode } from '@marketgraph/kernel';
import { badUserInput } from '../errors/errors.ts';
import type { BaseContext } from '../graph/subgraph.types.ts';

/** `amount` is text where the money comes from the payload of a live event. */
interface MoneyParent {
  readonly amount: bigint | string;
  readonly currency: CurrencyCode;
}

const FALLBACK_LOCALE = 'en';
/** Making a formatter costs fifty times what formatting does; locales come from clients, so their number is bounded. */
const MOST_FORMATTERS = 500;
const formatters = new Map<string, Intl.NumberFormat>();

export const moneyResolvers = {
  decimal: (money: MoneyParent): string => decimalText(exact(money)),
  formatted: (money: MoneyParent, { locale }: { locale?: string | null }, { viewer }: BaseContext): string => {
    const asked = locale ?? undefined;
    const format = formatterFor(asked ?? viewer.locale, money.currency) ?? (asked === undefined ? formatterFor(FALLBACK_LOCALE, money.currency) : undefined);
    if (format === undefined) throw badUserInput('Not a BCP 47 locale, such as `de-CH`.', ['locale']);
    return format.format(decimalText(exact(money)) as Intl.StringNumericLiteral);
  },
};

function exact({ amount, currency }: MoneyParent): { amount: bigint; currency: CurrencyCode } {
  return { amount: BigInt(amount), currency };
}

function formatterFor(locale: string, currency: CurrencyCode): Intl.NumberFormat | undefined {
  const key = `${locale} ${currency}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  if (!isLocale(locale)) return undefined;
  const made = new Intl.NumberFormat(locale, { style: 'currency', currency });
  if (formatters.size >= MOST_FORMATTERS) formatters.clear();
  formatters.set(key, made);
  return made;
}

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
