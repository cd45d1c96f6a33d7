const MAXIMUM_LENGTH = 60;
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** Paths of the shops' sites, and words that would let a vendor pass for the marketplace. */
const RESERVED = new Set(['admin', 'api', 'cart', 'checkout', 'graphql', 'help', 'login', 'marketgraph', 'new', 'orders', 'register', 'search', 'settings', 'support', 'vendor', 'vendors']);
/** Letters that Unicode does not decompose. */
const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ı: 'i', '&': ' and ' };

/** `Café Zoë & Co.` → `cafe-zoe-and-co`. A name without a Latin letter or digit gives `store`. */
export function slugOf(name: string): string {
  const latin = name
    .toLowerCase()
    .replaceAll(/[ßæœøđðþłı&]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '');
  const slug = trimmed(latin.replaceAll(/['’]/g, '').replaceAll(/[^a-z0-9]+/g, '-'));
  return isSlug(slug) ? slug : 'store';
}

/** Whether the text may stand in a vendor's address. */
export function isSlug(text: string): boolean {
  return text.length <= MAXIMUM_LENGTH && SLUG.test(text) && !RESERVED.has(text);
}

/** The first of `slug`, `slug-2`, `slug-3` … that is not taken. */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : `-${number}`;
    const candidate = `${trimmed(slug.slice(0, MAXIMUM_LENGTH - suffix.length))}${suffix}`;
    if (!taken.has(candidate) && !RESERVED.has(candidate)) return candidate;
  }
}

function trimmed(text: string): string {
  return text.slice(0, MAXIMUM_LENGTH).replaceAll(/^-+|-+$/g, '');
}
