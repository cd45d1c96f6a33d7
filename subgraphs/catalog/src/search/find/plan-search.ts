import type { Reader } from '@marketgraph/db';
import { sql, type SQL } from 'drizzle-orm';
import { EVERYTHING } from '../keys.ts';
import { searchDocuments } from '../search.tables.ts';
import { codeLexeme, lexemesFor } from '../text/lexemes.ts';
import { parseQuery, replaceTerms, tsqueryOf, type Query, type Term } from '../text/query.ts';
import { correctionOf, type Candidate } from '../text/spelling.ts';
import { readCandidates } from './read-candidates.ts';
import type { Condition } from './search-filter.ts';
import type { Entry, Uses, WordBook } from './word-book.ts';

/** What is looked for, and about how much of it there is. */
export interface SearchPlan extends Matching {
  readonly terms: readonly Term[];
  /** What is found instead of what was typed; null where that is known, or nothing is like it. */
  readonly didYouMean: string | null;
  /** Something was typed, and not one letter of it: nothing is found. */
  readonly hopeless: boolean;
  /** How many documents there are. */
  readonly everything: number;
}

/** Which documents. */
export interface Matching {
  /** Null: all that fulfil the conditions. */
  readonly text: TextPlan | null;
  readonly conditions: readonly Weighed[];
}

export interface TextPlan {
  /** For `::tsquery`. */
  readonly query: string;
  /** Hardly more documents than this match. */
  readonly most: number;
}

export interface Weighed extends Condition {
  /** No more documents than this fulfil it. */
  readonly most: number;
}

export async function planSearch(reader: Reader, words: WordBook, typed: string, conditions: readonly Condition[]): Promise<SearchPlan> {
  const query = parseQuery(typed);
  const known = await lookUp(reader, words, query, conditions);
  const corrections = await correct(reader, query, known.terms);
  const didYouMean = corrections.size === 0 ? null : replaceTerms(query, corrections);
  const isComplete = (known.terms.at(-1)?.whole ?? 0) > COMPLETE;
  const chosen = didYouMean === null ? (isComplete ? closed(query) : query) : parseQuery(didYouMean);
  const uses = query.terms.map((term, index) => corrections.get(term)?.uses ?? usesOf(known.terms[index], isComplete));
  return {
    terms: chosen.terms,
    didYouMean,
    text: chosen.terms.length === 0 ? null : { query: tsqueryOf(chosen), most: Math.min(...uses) },
    conditions: conditions.map((condition, index) => ({ ...condition, most: known.conditions[index] ?? known.everything })),
    hopeless: chosen.terms.length === 0 && typed.trim() !== '',
    everything: known.everything,
  };
}

/** Hardly more documents than this are meant. */
export function mostOf({ text, conditions, everything }: Pick<SearchPlan, 'everything' | keyof Matching>): number {
  return Math.min(everything, ...(text === null ? [] : [text.most]), ...conditions.map(({ most }) => most));
}

/**
 * A last word that more products have than this is taken for a whole one. Few would be found besides, and gathering
 * everything that begins so costs ten times what the word itself does.
 */
const COMPLETE = 1_000;

interface Known {
  readonly everything: number;
  readonly terms: readonly Uses[];
  readonly conditions: readonly (number | undefined)[];
}

async function lookUp(reader: Reader, words: WordBook, { terms }: Query, conditions: readonly Condition[]): Promise<Known> {
  const chosen = conditions.flatMap(({ entry }) => (entry === null ? [] : [entry]));
  const [everything, ...uses] = await words.countUses(reader, [{ words: [EVERYTHING] }, ...terms.map(entryOf), ...chosen]);
  const ofEntries = new Map(chosen.map((entry, index) => [entry, uses[terms.length + index]?.whole]));
  return {
    everything: everything?.whole ?? 0,
    terms: uses.slice(0, terms.length),
    conditions: conditions.map(({ entry }) => (entry === null ? undefined : ofEntries.get(entry))),
  };
}

/** Of a word with hyphens each product has the whole or all parts: the whole and one part is as many or more. */
function entryOf({ word, parts, open }: Term): Entry {
  const last = parts.at(-1);
  const lexemes = new Set([...lexemesFor(word, false), ...(last === undefined ? [] : lexemesFor(last, false))]);
  return { words: [...lexemes], beginning: open ? (last ?? word) : null };
}

/** The most there can be: the two have the word itself in common. */
function usesOf(uses: Uses | undefined, isComplete: boolean): number {
  if (uses === undefined) return 0;
  return isComplete ? uses.whole : uses.whole + uses.begun;
}

function closed(query: Query): Query {
  return { ...query, terms: query.terms.map((term) => ({ ...term, open: false })) };
}

/** Better words for those that no product has; none where all of them together are the code of one. */
async function correct(reader: Reader, { terms, code }: Query, uses: readonly Uses[]): Promise<ReadonlyMap<Term, Candidate>> {
  const unknown = terms.filter((_, index) => usesOf(uses[index], false) === 0);
  if (unknown.length === 0) return new Map();
  const candidates = await readCandidates(reader, unknown);
  const corrections = new Map<Term, Candidate>();
  for (const [index, term] of unknown.entries()) {
    const better = correctionOf(term.word, candidates[index] ?? [], term.open);
    if (better !== undefined) corrections.set(term, better);
  }
  return corrections.size > 0 && code !== null && (await isCode(reader, code)) ? new Map() : corrections;
}

async function isCode(reader: Reader, code: string): Promise<boolean> {
  const rows = await reader.execute(sql`select from ${searchDocuments} as d where d.listed and d.vector @@ ${`'${codeLexeme(code)}'`}::tsquery limit 1`);
  return rows.length > 0;
}

/** For a `where` on documents called `d`. All of it by the index where there is something it can be found by. */
export function matchesOf({ text, conditions }: Matching): SQL {
  return allOf([sql`d.listed`, ...(text === null ? [] : [sql`d.vector @@ ${text.query}::tsquery`]), ...conditions.map(({ where }) => where)]);
}

/** The same of one document that is at hand. As a function and not an operator, so that the index stays out of it. */
export function fulfilsOf({ text, conditions }: Matching): SQL {
  return allOf([sql`d.listed`, ...(text === null ? [] : [sql`ts_match_vq(d.vector, ${text.query}::tsquery)`]), ...conditions.map(({ where }) => where)]);
}

function allOf(conditions: readonly SQL[]): SQL {
  return sql.join([...conditions], sql` and `);
}
