const LONGEST = 120;

/** `Crème Brûlée, 2×` → `creme-brulee-2`. Other scripts keep their letters; what has none becomes `item`. */
export function slugify(text: string): string {
  const slug = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, LONGEST)
    .replaceAll(/^-+|-+$/g, '')
    .normalize('NFC');
  return slug === '' ? 'item' : slug;
}

/** Handles and slugs as people and imports give them: nothing that would end a path or need escaping in one. */
export function isSlug(text: string): boolean {
  return text.length <= 255 && /^[\p{L}\p{N}][\p{L}\p{N}\p{M}._-]*$/u.test(text);
}

/** The first of `base`, `base-2`, `base-3`, … that is free. */
export function firstFree(base: string, taken: ReadonlySet<string>): string {
  if (!taken.has(base)) return base;
  for (let number = 2; ; number += 1) {
    const candidate = `${base}-${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}
