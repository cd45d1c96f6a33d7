import { rowsOf, type Reader } from '@marketgraph/db';
import { MINUTE, type Clock } from '@marketgraph/kernel';
import { sql } from 'drizzle-orm';
import { categories } from '../../categories/category.tables.ts';
import { COUNTED_WORDS, isWritten } from '../index/counted-words.ts';
import { keyOf } from '../keys.ts';

/** Something to be looked up. */
export interface Entry {
  /** Lexemes or keys. */
  readonly words?: readonly string[];
  /** All words that begin so. */
  readonly beginning?: string | null;
  /** The category and all below it. */
  readonly categoryId?: string;
}

/** In how many products it is, or in a few more: one that holds two of the words counts twice. */
export interface Uses {
  /** The words, or the category. */
  readonly whole: number;
  /** What begins so, the word itself among it. */
  readonly begun: number;
}

export interface WordBook {
  /** In the order of the entries. One statement, or none where all of it is remembered. */
  countUses(reader: Reader, entries: readonly Entry[]): Promise<Uses[]>;
}

const REMEMBERED = MINUTE;
const MOST_REMEMBERED = 20_000;
/** Added up for a beginning; two letters may begin ten thousand words. */
const MOST_WORDS = 500;
const UNUSED: Uses = { whole: 0, begun: 0 };

/**
 * What is known of words and keys. A process remembers for a minute what it has found, and never that it found nothing: the
 * numbers only tell which way of searching is quicker, but a word that nobody knew may be in a product by now.
 */
export function createWordBook(clock: Clock): WordBook {
  const remembered = new Map<string, Uses & { readonly until: number }>();
  return {
    countUses: async (reader, entries) => {
      const now = clock.now().getTime();
      const names = entries.map((entry) => JSON.stringify(entry));
      const known = names.map((name) => fresh(remembered.get(name), now));
      const missing = entries.flatMap((entry, item) => (known[item] === undefined ? [{ item, ...entry }] : []));
      const read = missing.length === 0 ? new Map<number, Uses>() : await readUses(reader, missing);
      if (remembered.size + read.size > MOST_REMEMBERED) remembered.clear();
      for (const [item, uses] of read) {
        const name = names[item];
        if (uses.whole + uses.begun > 0 && name !== undefined) remembered.set(name, { ...uses, until: now + REMEMBERED });
      }
      return entries.map((_, item) => known[item] ?? read.get(item) ?? UNUSED);
    },
  };
}

function fresh(entry: (Uses & { readonly until: number }) | undefined, now: number): Uses | undefined {
  return entry === undefined || entry.until <= now ? undefined : entry;
}

async function readUses(reader: Reader, entries: readonly (Entry & { readonly item: number })[]): Promise<Map<number, Uses>> {
  const rows = entries.map(({ item, words = [], beginning = null, categoryId = null }) => ({ item, words, beginning, category: categoryId }));
  const found = await reader.execute<{ item: number; whole: number; begun: number }>(sql`
    select given.item, (exact.uses + below.uses)::integer as whole, begun.uses::integer as begun
    from ${rowsOf(rows, 'item integer, words text[], beginning text, category uuid')}
    cross join lateral (
      select coalesce(sum(uses), 0) as uses from (${COUNTED_WORDS}) as w where word = any(given.words)
    ) as exact
    cross join lateral (
      select coalesce(sum(uses), 0) as uses from (
        select uses from (${COUNTED_WORDS}) as w
        where given.beginning is not null and word >= given.beginning and word < given.beginning || chr(1114111) and ${isWritten('word')}
        limit ${MOST_WORDS}
      ) as beginning
    ) as begun
    cross join lateral (
      select coalesce(sum(uses), 0) as uses from (${COUNTED_WORDS}) as w
      where given.category is not null and word in (select ${keyOf('CATEGORY', '')} || id from ${categories} where path @> array[given.category])
    ) as below`);
  return new Map(found.map(({ item, whole, begun }) => [item, { whole, begun }]));
}
