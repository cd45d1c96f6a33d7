import { codeLexeme, lexemesOf, sampleLexeme } from './lexemes.ts';
import { isStopWord } from './query.ts';
import { wordsOf } from './words.ts';

/** How much a place tells, A most: PostgreSQL's own four, with its own figures for them (1, 0.4, 0.2, 0.1). */
export type Weight = 'A' | 'B' | 'C' | 'D';

export interface TextField {
  readonly text: string;
  readonly weight: Weight;
}

export interface Searchable {
  readonly id: string;
  readonly fields: readonly TextField[];
  /** Found whole, hyphens or not: SKUs and barcodes. */
  readonly codes: readonly string[];
}

/** Of each field; a vector has room for 16,383, and nobody looks for the thousandth word of a description. */
const MOST_WORDS = 250;
/** PostgreSQL keeps 255 of each lexeme, and ranks slowly long before. */
const MOST_PLACES = 8;
/** Between two fields, so that the last word of one is not next to the first of the other. */
const GAP = 10;

/** For `::tsvector`. The same product gives the same text. */
export function vectorOf({ id, fields, codes }: Searchable): string {
  const places = new Map<string, string[]>();
  let position = 1;
  const put = (lexeme: string, at: number, weight: Weight): void => {
    const known = places.get(lexeme);
    if (known === undefined) places.set(lexeme, [`${at}${weight}`]);
    else if (known.length < MOST_PLACES) known.push(`${at}${weight}`);
  };
  for (const { text, weight } of fields) {
    for (const { text: word, parts } of wordsOf(text).slice(0, MOST_WORDS)) {
      // In titles they may be all there is.
      if (weight === 'D' && isStopWord(word)) continue;
      for (const lexeme of lexemesOf(word)) put(lexeme, position, weight);
      for (const [index, part] of parts.entries()) for (const lexeme of lexemesOf(part.text)) put(lexeme, position + index, weight);
      position += Math.max(parts.length, 1);
    }
    position += GAP;
  }
  for (const code of codes) {
    const whole = wordsOf(code).map(({ text }) => text).join('');
    if (whole !== '') put(codeLexeme(whole), position, 'C');
  }
  return [`'${sampleLexeme(id)}'`, ...Array.from(places, ([lexeme, at]) => `'${lexeme}':${at.join(',')}`)].join(' ');
}
