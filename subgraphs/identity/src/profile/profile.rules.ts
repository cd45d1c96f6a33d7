import { isCurrencyCode, type CurrencyCode } from '@marketgraph/kernel';
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';

export const NAME_MAXIMUM_LENGTH = 100;
const URL_MAXIMUM_LENGTH = 2_000;

/**
 * One line of text as a person typed it: trimmed, inner white space single, no control characters, no half of a character
 * (which no jsonb takes); empty is `undefined`.
 */
export function oneLine(text: string, maximumLength: number): string | undefined {
  const line = text.toWellFormed().replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return line === '' || [...line].length > maximumLength ? undefined : line;
}

/** Text of several lines: line ends are one kind, other control characters are gone (PostgreSQL keeps no NUL), trimmed. */
export function manyLines(text: string): string {
  return text.toWellFormed().replaceAll(/\r\n?/g, '\n').replaceAll(/[^\P{Cc}\n\t]/gu, '').trim();
}

/** E.164, such as `+256701234567`; a national number needs the country. `undefined` for what no network knows. */
export function e164(text: string, country?: string): string | undefined {
  const known = country !== undefined && isSupportedCountry(country) ? country : undefined;
  const number = known === undefined ? parsePhoneNumberFromString(text) : parsePhoneNumberFromString(text, known);
  return number?.isValid() === true ? number.number : undefined;
}

/** `de-ch` → `de-CH`; `undefined` for what is not BCP 47. */
export function canonicalLocale(text: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(text)[0];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The canonical name of an IANA time zone; `undefined` for an unknown one and for bare offsets, which know no summer time. */
export function timeZone(text: string): string | undefined {
  if (/^[+-]/.test(text)) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** ISO 3166-1 alpha-2 in upper case, of a country that has telephones. */
export function countryCode(text: string): string | undefined {
  const code = text.trim().toUpperCase();
  return isSupportedCountry(code) ? code : undefined;
}

export function currencyCode(text: string): CurrencyCode | undefined {
  return isCurrencyCode(text) ? text : undefined;
}

/** An https address of a picture: anything else would be refused by apps, or run as script. */
export function pictureUrl(text: string): string | undefined {
  if (text.length > URL_MAXIMUM_LENGTH || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : undefined;
}
