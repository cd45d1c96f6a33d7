import { stemOf } from './stem.ts';
import type { Term } from './query.ts';
import { wordsOf } from './words.ts';

/** The text as HTML, its words that match in `<mark>`. Everything else of it is escaped: it comes from sellers. */
export function highlight(text: string, terms: readonly Term[]): string {
  const isWanted = matcherOf(terms);
  let html = '';
  let done = 0;
  const mark = (start: number, end: number): void => {
    html += `${escape(text.slice(done, start))}<mark>${escape(text.slice(start, end))}</mark>`;
    done = end;
  };
  for (const word of wordsOf(text)) {
    if (isWanted(word.text)) mark(word.start, word.end);
    else for (const part of word.parts) if (isWanted(part.text)) mark(part.start, part.end);
  }
  return html + escape(text.slice(done));
}

/** As `tsqueryOf` would find them. */
function matcherOf(terms: readonly Term[]): (word: string) => boolean {
  const words = terms.flatMap(({ word, parts }) => [word, ...parts]);
  const stems = new Set(words.map(stemOf));
  const beginnings = terms.filter(({ open }) => open).flatMap(({ word, parts }) => [word, ...parts.slice(-1)]);
  return (word) => stems.has(stemOf(word)) || stems.has(word) || beginnings.some((beginning) => word.startsWith(beginning));
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
