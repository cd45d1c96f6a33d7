const DEFAULT_LOCALE = 'en';
/** Longer headers are not preferences of people. */
const MAX_LENGTH = 200;

/** The most wanted language of an `accept-language` header, as BCP 47. */
export function localeOf(acceptLanguage: string | undefined): string {
  if (acceptLanguage === undefined || acceptLanguage.length > MAX_LENGTH) return DEFAULT_LOCALE;
  const wanted = acceptLanguage
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const weight = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find((text) => text !== undefined);
      return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ tag, weight }) => tag !== '*' && weight > 0)
    .toSorted((left, right) => right.weight - left.weight);
  for (const { tag } of wanted) {
    const locale = canonical(tag);
    if (locale !== undefined) return locale;
  }
  return DEFAULT_LOCALE;
}

function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
