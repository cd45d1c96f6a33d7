import type { Reader } from '@marketgraph/db';
import { MINUTE, type Clock } from '@marketgraph/kernel';
import { sql } from 'drizzle-orm';
import { rowsOf } from '../../bulk/rows.ts';
import { categories } from '../../categories/category.tables.ts';
import { keyOf } from '../keys.ts';
import { searchWordChanges, searchWords } from '../search.tables.ts';
import { FIRST_OF_OTHERS } from '../text/lexemes.ts';
import type { Candidate } from '../text/spelling.ts';

/** Something to be looked up. What its parts are used for is added up. */
export interface Entry {
  /** Lexemes or keys. */
  readonly words?: readonly string[];
  /** All words that begin so. */
  readonly beginning?: string | null;
  /** The category and all below it. */
  readonly categoryId?: string;
  /** Where nothing is found: words like this one. */
  readonly like?: string;
}

export interface Found {
  /** In how many products, or a little more: one that holds two of the words counts twice. */
  readonly uses: number;
  /** Empty where there are uses. */
  readonly candidates: readonly Candidate[];
}

export interface WordBook {
  /** In the order of the entries. One statement, or none where all of it is remembered. */
  lookUp(reader: Reader, entries: readonly Entry[]): Promise<Found[]>;
}

const REMEMBERED = MINUTE;
const MOST_REMEMBERED = 20_000;
const MOST_CANDIDATES = 30;
/** Added up for a beginning; two letters may begin ten thousand words. */
const MOST_WORDS = 500;

/**
 * What is known of words and keys. A process remembers for a minute what it has found, and never that it found nothing: the
 * numbers only tell which way of searching is quicker, but a word that nobody knew may be in a product by now.
 */
export function createWordBook(clock: Clock): WordBook {
  const remembered = new Map<string, { readonly uses: number; readonly until: number }>();
  return {
    lookUp: async (reader, entries) => {
      const now = clock.now().getTime();
      const names = entries.map((entry) => JSON.stringify(entry));
      const known = names.map((name) => fresh(remembered.get(name), now));
      const missing = entries.flatMap((entry, item) => (known[item] === undefined ? [{ item, ...entry }] : []));
      const read = missing.length === 0 ? new Map<number, Found>() : await readEntries(reader, missing);
      if (remembered.size + read.size > MOST_REMEMBERED) remembered.clear();
      for (const [item, { uses }] of read) {
        const name = names[item];
        if (uses > 0 && name !== undefined) remembered.set(name, { uses, until: now + REMEMBERED });
      }
      return entries.map((_, item) => known[item] ?? read.get(item) ?? { uses: 0, candidates: [] });
    },
  };
}

function fresh(entry: { readonly uses: number; readonly until: number } | undefined, now: number): Found | undefined {
  return entry === undefined || entry.until <= now ? undefined : { uses: entry.uses, candidates: [] };
}

const OTHERS = sql.raw(FIRST_OF_OTHERS);
/** With the changes that wait: what was saved a moment ago is known, and what was hidden is not. */
const COUNTED = sql`select word, uses from ${searchWords} union all select word, delta from ${searchWordChanges}`;

async function readEntries(reader: Reader, entries: readonly (Entry & { readonly item: number })[]): Promise<Map<number, Found>> {
  const rows = entries.map(({ item, words = [], beginning = null, categoryId = null, like = null }) => ({ item, words, beginning, category: categoryId, near: like }));
  const found = await reader.execute<{ item: number; uses: number; word: string | null; word_uses: number | null }>(sql`
    with asked as (
      select given.*, exact.uses + begun.uses + below.uses as uses
      from ${rowsOf(rows, 'item integer, words text[], beginning text, category uuid, near text')}
      cross join lateral (
        select coalesce(sum(uses), 0)::integer as uses from (${COUNTED}) as w where word = any(given.words)
      ) as exact
      cross join lateral (
        select coalesce(sum(uses), 0)::integer as uses from (
          select uses from (${COUNTED}) as w
          where given.beginning is not null and word >= given.beginning and word < given.beginning || chr(1114111) and ascii(word) not in ${OTHERS}
          limit ${MOST_WORDS}
        ) as beginning
      ) as begun
      cross join lateral (
        select coalesce(sum(uses), 0)::integer as uses from (${COUNTED}) as w
        where given.category is not null and word in (select ${keyOf('CATEGORY', '')} || id from ${categories} where path @> array[given.category])
      ) as below
    )
    select asked.item, asked.uses, near.word, near.uses as word_uses from asked
    left join lateral (
      select word, (select sum(uses) from (${COUNTED}) as w where w.word = similar_words.word)::integer as uses from (
        (select word from ${searchWords}
          where asked.uses = 0 and ascii(word) not in ${OTHERS} order by word <-> asked.near limit ${MOST_CANDIDATES})
        union
        -- Few, since they are added up every second: no index helps with them.
        (select word from ${searchWordChanges}
          where asked.uses = 0 and ascii(word) not in ${OTHERS} group by word order by word <-> asked.near limit ${MOST_CANDIDATES})
      ) as similar_words
    ) as near on asked.near is not null and near.uses > 0`);
  return new Map(
    Array.from(Map.groupBy(found, ({ item }) => item), ([item, group]): [number, Found] => {
      const candidates = group.flatMap(({ word, word_uses: uses }) => (word === null || uses === null ? [] : [{ word, uses }]));
      return [item, { uses: group[0]?.uses ?? 0, candidates }];
    }),
  );
}

