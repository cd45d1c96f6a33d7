import { stemOf } from './stem.ts';

/*
 * What stands in a document's vector. Kinds that never meet, since words hold letters and digits alone: the word as it is
 * written; its stem behind `~`, where it differs from the word; a code of the seller, such as an SKU, behind `#`; behind
 * `%` in which of 256 samples the document is. Prefixes are looked for among written words only, and only those are ever
 * suggested.
 */
const STEM = '~';
const CODE = '#';
const SAMPLE = '%';

export const SAMPLES = 256;

/** First characters of what is no written word, as the index of similar words excludes them: `#`, `:` (see `keys.ts`), `~`. */
export const FIRST_OF_OTHERS = '(35, 58, 126)';

/** Of a word in a document. */
export function lexemesOf(word: string): string[] {
  const stem = stemOf(word);
  return stem === word ? [word] : [word, STEM + stem];
}

export function codeLexeme(code: string): string {
  return CODE + code;
}

/** Of the product's id, the end of which is random. */
export function sampleLexeme(productId: string): string {
  return SAMPLE + productId.slice(-2);
}

/** For `::tsquery`: a part of the documents, so and so many of the 256th parts, and the same ones every time. */
export function inSamples(count: number): string {
  const samples = Array.from({ length: count }, (_, index) => `'${SAMPLE}${index.toString(16).padStart(2, '0')}'`);
  return `(${samples.join(' | ')})`;
}

/** Any of these in a document is a match of the word. Codes are asked for where the word may be one. */
export function lexemesFor(word: string, mayBeCode: boolean): string[] {
  const stem = stemOf(word);
  return [...new Set([word, stem, STEM + stem, ...(mayBeCode ? [codeLexeme(word)] : [])])];
}
