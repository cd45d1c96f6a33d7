/** A word of a text: as it is compared, and where it stands. */
export interface Word {
  /** Lower case, without accents; letters, digits and marks alone, so that it needs no quoting anywhere. */
  readonly text: string;
  /** Of a word with hyphens, what stands between them: `T-Shirt` is `tshirt`, of `t` and `shirt`. Empty otherwise. */
  readonly parts: readonly WordPart[];
  readonly start: number;
  readonly end: number;
}

export interface WordPart {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const WORD = /[\p{L}\p{N}\p{M}]+(?:['’‐‑-][\p{L}\p{N}\p{M}]+)*/gu;
const PART = /[^‐‑-]+/gu;
/** Longer ones are compared by their beginning. PostgreSQL would refuse a lexeme of 2,047 bytes. */
const LONGEST = 60;

/** The words of a text, in order. */
export function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(WORD), ({ 0: found, index: start }): Word => {
    const parts = partsOf(found, start);
    return { text: cut(parts.map((part) => part.text).join('')), parts: parts.length > 1 ? parts : [], start, end: start + found.length };
  }).filter((word) => word.text !== '');
}

function partsOf(found: string, start: number): WordPart[] {
  return Array.from(found.matchAll(PART), ({ 0: part, index }): WordPart => ({ text: cut(fold(part)), start: start + index, end: start + index + part.length })).filter(
    ({ text }) => text !== '',
  );
}

/** Letters that stay whole when accents are taken apart, and how they are typed by those who have no key for them. */
const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', ħ: 'h', ı: 'i', þ: 'th', ς: 'σ' };

/** Without case, accents and possessive `'s`. */
export function fold(word: string): string {
  const bare = word.replace(/['’]s$/iu, '').normalize('NFKD').replaceAll(/[\u0300-\u036f]/g, '').normalize('NFKC').toLowerCase();
  // NFKC may bring back what is no letter: `½` is `1⁄2`.
  return bare.replaceAll(/[ßæœøđðłħıþς]/g, (letter) => LETTERS[letter] ?? letter).replaceAll(/[^\p{L}\p{N}\p{M}]/gu, '');
}

function cut(word: string): string {
  return word.length <= LONGEST ? word : [...word].slice(0, LONGEST).join('');
}
