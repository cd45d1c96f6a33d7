import { codeLexeme, lexemesFor } from './lexemes.ts';
import { wordsOf, type Word } from './words.ts';

/** A word that every hit must have, in one form or another. */
export interface Term {
  readonly word: string;
  /** Of a word with hyphens. */
  readonly parts: readonly string[];
  /** Still being typed: whatever begins so matches too. */
  readonly open: boolean;
  /** Where it stands in what was typed. */
  readonly start: number;
  readonly end: number;
}

const LONGEST_QUERY = 200;
const MOST_TERMS = 12;
const LONGEST_CODE = 40;

/** Not asked for unless there is nothing else: hardly any product lacks them for a reason. */
const STOP_WORDS = new Set(
  ['a', 'an', 'and', 'are', 'as', 'at', 'be', 'by', 'for', 'from', 'i', 'in', 'is', 'it', 'me', 'my', 'of', 'on', 'or', 'that', 'the', 'this', 'to', 'with', 'you', 'your'],
);

/** What a person has typed, understood. */
export interface Query {
  readonly text: string;
  /** Every one of them, in any order. None: nothing that could be looked for was typed. */
  readonly terms: readonly Term[];
  /** All of it as the code of a product, such as an SKU with slashes; null where it cannot be one. */
  readonly code: string | null;
}

/** What stands behind the 200th character is not read. */
export function parseQuery(typed: string): Query {
  const text = typed.slice(0, LONGEST_QUERY);
  const words = wordsOf(text);
  const telling = words.filter((word) => !STOP_WORDS.has(word.text));
  const chosen = (telling.length > 0 ? telling : words).slice(0, MOST_TERMS);
  const last = chosen.at(-1);
  const terms = chosen.map((word): Term => {
    const { start, end } = word;
    return { word: word.text, parts: word.parts.map((part) => part.text), open: word === last && isLongEnough(word), start, end };
  });
  return { text, terms, code: words.length > 1 ? codeOf(words) : null };
}

function codeOf(words: readonly Word[]): string | null {
  const code = words.map((word) => word.text).join('');
  return code.length <= LONGEST_CODE && /\d/.test(code) ? code : null;
}

/** One Latin letter begins half of all words; one letter of other scripts may be a word. */
function isLongEnough({ text }: Word): boolean {
  return text.length > 1 || !/^[a-z0-9]$/.test(text);
}

export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}

/** For `::tsquery`. Lexemes hold no character that means something in one, and are quoted besides. */
export function tsqueryOf({ terms, code }: Query): string {
  const all = terms.map((term) => `(${alternatives(term)})`).join(' & ');
  return code === null ? all : `(${all}) | '${codeLexeme(code)}'`;
}

function alternatives({ word, parts, open }: Term): string {
  const asWritten = anyOf(lexemesFor(word, parts.length > 0 || /\d/.test(word)), open ? word : null);
  if (parts.length === 0) return asWritten;
  const apart = parts.map((part, index) => `(${anyOf(lexemesFor(part, false), open && index === parts.length - 1 ? part : null)})`);
  return `${asWritten} | (${apart.join(' & ')})`;
}

function anyOf(lexemes: readonly string[], beginning: string | null): string {
  return [...lexemes.map((lexeme) => `'${lexeme}'`), ...(beginning === null ? [] : [`'${beginning}':*`])].join(' | ');
}

/** What was typed, with other words in the places of some. */
export function replaceTerms({ text, terms }: Query, replacements: ReadonlyMap<Term, { readonly word: string }>): string {
  let replaced = '';
  let done = 0;
  for (const term of terms) {
    const { start, end } = term;
    replaced += text.slice(done, start) + (replacements.get(term)?.word ?? text.slice(start, end));
    done = end;
  }
  return (replaced + text.slice(done)).trim();
}
