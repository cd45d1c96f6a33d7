import type { Reader } from '@marketgraph/db';
import { sql, type SQL } from 'drizzle-orm';
import { EVERYTHING } from '../keys.ts';
import { searchDocuments } from '../search.tables.ts';
import { codeLexeme, lexemesFor } from '../text/lexemes.ts';
import { parseQuery, replaceTerms, tsqueryOf, type Query, type Term } from '../text/query.ts';
import { correctionOf, type Candidate } from '../text/spelling.ts';
import type { Condition } from './search-filter.ts';
import type { Entry, Found, WordBook } from './word-book.ts';

/** What is looked for, and about how much of it there is. */
export interface SearchPlan {
  readonly terms: readonly Term[];
  /** What is found instead of what was typed; null where that is known, or nothing is like it. */
  readonly didYouMean: string | null;
  /** Null: everything that fulfils the conditions. */
  readonly text: TextPlan | null;
  readonly conditions: readonly Condition[];
  /** Something was typed, and not one letter of it: nothing is found. */
  readonly hopeless: boolean;
  /** Hardly more documents than this fulfil text and conditions together. */
  readonly most: number;
}

/** For `::tsquery`, and as SQL of that type. */
export interface TextPlan {
  readonly query: string;
  readonly tsquery: SQL;
}

export async function planSearch(reader: Reader, words: WordBook, typed: string, conditions: readonly Condition[]): Promise<SearchPlan> {
  const query = parseQuery(typed);
  const known = await lookUp(reader, words, query, conditions);
  const corrections = await correct(reader, query, known.terms);
  const didYouMean = corrections.size === 0 ? null : replaceTerms(query, corrections);
  const chosen = didYouMean === null ? query : parseQuery(didYouMean);
  const hopeless = chosen.terms.length === 0 && typed.trim() !== '';
  const uses = query.terms.map((term, index) => corrections.get(term)?.uses ?? known.terms[index]?.uses ?? 0);
  return {
    terms: chosen.terms,
    didYouMean,
    text: chosen.terms.length === 0 ? null : textPlan(tsqueryOf(chosen)),
    conditions,
    hopeless,
    most: hopeless ? 0 : Math.min(known.everything, ...known.conditions, ...uses),
  };
}

function textPlan(query: string): TextPlan {
  return { query, tsquery: sql`${query}::tsquery` };
}

interface Known {
  readonly everything: number;
  readonly terms: readonly Found[];
  readonly conditions: readonly number[];
}

async function lookUp(reader: Reader, words: WordBook, { terms }: Query, conditions: readonly Condition[]): Promise<Known> {
  const chosen = conditions.flatMap(({ entry }) => (entry === null ? [] : [entry]));
  const [everything, ...found] = await words.lookUp(reader, [{ words: [EVERYTHING] }, ...terms.map(entryOf), ...chosen]);
  return { everything: everything?.uses ?? 0, terms: found.slice(0, terms.length), conditions: found.slice(terms.length).map(({ uses }) => uses) };
}

function entryOf({ word, parts, open }: Term): Entry {
  const last = parts.at(-1);
  // Of a word with hyphens each product has the whole or all parts: the whole and one part is as many or more.
  const lexemes = new Set([...lexemesFor(word, false), ...(last === undefined ? [] : lexemesFor(last, false))]);
  const beginning = open ? (last ?? word) : null;
  // It begins with itself, and is not counted twice.
  if (beginning !== null) lexemes.delete(beginning);
  return { words: [...lexemes], beginning, like: word };
}

/** Better words for those that no product has; none where all of them together are the code of one. */
async function correct(reader: Reader, { terms, code }: Query, found: readonly Found[]): Promise<ReadonlyMap<Term, Candidate>> {
  const corrections = new Map<Term, Candidate>();
  for (const [index, term] of terms.entries()) {
    const entry = found[index];
    const better = entry === undefined || entry.uses > 0 ? undefined : correctionOf(term.word, entry.candidates, term.open);
    if (better !== undefined) corrections.set(term, better);
  }
  return corrections.size > 0 && code !== null && (await isCode(reader, code)) ? new Map() : corrections;
}

async function isCode(reader: Reader, code: string): Promise<boolean> {
  const rows = await reader.execute(sql`select from ${searchDocuments} as d where d.listed and d.vector @@ ${`'${codeLexeme(code)}'`}::tsquery limit 1`);
  return rows.length > 0;
}

/** For a `where` on documents called `d`. All of it by the index where there is something it can be found by. */
export function matchesOf({ text, conditions }: Pick<SearchPlan, 'text' | 'conditions'>): SQL {
  return allOf([sql`d.listed`, ...(text === null ? [] : [sql`d.vector @@ ${text.tsquery}`]), ...conditions.map(({ where }) => where)]);
}

/** The same of one document that is at hand. As a function and not an operator, so that the index stays out of it. */
export function fulfilsOf({ text, conditions }: Pick<SearchPlan, 'text' | 'conditions'>): SQL {
  return allOf([sql`d.listed`, ...(text === null ? [] : [sql`ts_match_vq(d.vector, ${text.tsquery})`]), ...conditions.map(({ where }) => where)]);
}

function allOf(conditions: readonly SQL[]): SQL {
  return sql.join([...conditions], sql` and `);
}
