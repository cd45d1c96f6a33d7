import { fail, ok, type CurrencyCode, type Result } from '@marketgraph/kernel';
import { invalidInput, type InvalidInput } from '../errors.ts';
import { canonicalLocale, NAME_MAXIMUM_LENGTH, oneLine, timeZone } from '../profile/profile.rules.ts';
import { normaliseEmail } from './email.rules.ts';
import { passwordTooWeak, type PasswordTooWeak } from './password.rules.ts';
import { isMissing } from '../optional.ts';

export interface RegistrationInput {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly locale?: string | null | undefined;
  readonly currency?: CurrencyCode | null | undefined;
  readonly timeZone?: string | null | undefined;
}

export interface Registration {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly locale: string;
  readonly currency: CurrencyCode;
  readonly timeZone: string;
}

const DEFAULT_CURRENCY: CurrencyCode = 'USD';
const DEFAULT_LOCALE = 'en';
const DEFAULT_TIME_ZONE = 'UTC';

/** `fallbackLocale`: of the request. `path`: where the account lies in the input. */
export function decodeRegistration(input: RegistrationInput, fallbackLocale: string, path: readonly string[] = []): Result<Registration, InvalidInput | PasswordTooWeak> {
  const email = normaliseEmail(input.email);
  if (email === undefined) return fail(invalidInput('This is not an e-mail address.', ...path, 'email'));
  const name = oneLine(input.name, NAME_MAXIMUM_LENGTH);
  if (name === undefined) return fail(invalidInput(`A name has 1 to ${NAME_MAXIMUM_LENGTH} characters.`, ...path, 'name'));
  const locale = isMissing(input.locale) ? (canonicalLocale(fallbackLocale) ?? DEFAULT_LOCALE) : canonicalLocale(input.locale);
  if (locale === undefined) return fail(invalidInput('This is not a locale such as `en-UG`.', ...path, 'locale'));
  const zone = isMissing(input.timeZone) ? DEFAULT_TIME_ZONE : timeZone(input.timeZone);
  if (zone === undefined) return fail(invalidInput('This is not a time zone such as `Africa/Kampala`.', ...path, 'timeZone'));
  const weak = passwordTooWeak(input.password, { email, name }, ...path, 'password');
  if (weak !== undefined) return fail(weak);
  return ok({ email, name, locale, timeZone: zone, password: input.password, currency: input.currency ?? DEFAULT_CURRENCY });
}
