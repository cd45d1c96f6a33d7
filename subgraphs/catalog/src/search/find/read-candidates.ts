import { rowsOf, type Reader } from '@marketgraph/db';
import { sql } from 'drizzle-orm';
import { COUNTED_WORDS, isWritten } from '../index/counted-words.ts';
import { searchWordChanges, searchWords } from '../search.tables.ts';
import type { Term } from '../text/query.ts';
import { wordsOneSlipFrom, type Candidate } from '../text/spelling.ts';

const MOST_ALIKE = 30;
/** Words that begin as one slip of an unfinished word does. */
const MOST_BEGUN = 3;

/**
 * Words that may be meant by those that no product has, in the order of the terms, by one statement: whatever is one slip
 * away, by name, and whatever shares enough letters in a row, by trigrams.
 */
export async function readCandidates(reader: Reader, terms: readonly Term[]): Promise<Candidate[][]> {
  const asked = terms.map(({ word, open }, item) => ({ item, typed: word, unfinished: open, slips: wordsOneSlipFrom(word) }));
  const found = await reader.execute<{ item: number; word: string; uses: number }>(sql`
    select given.item, near.word, near.uses from ${rowsOf(asked, 'item integer, typed text, unfinished boolean, slips text[]')}
    cross join lateral (
      select word, (select sum(uses) from (${COUNTED_WORDS}) as w where w.word = candidates.word)::integer as uses from (
        (select word from ${searchWords} where word % given.typed and ${isWritten('word')} order by similarity(word, given.typed) desc, uses desc limit ${MOST_ALIKE})
        union
        -- Few, since they are added up every second: no index helps with them.
        (select word from ${searchWordChanges} where word % given.typed and ${isWritten('word')} group by word order by similarity(word, given.typed) desc limit ${MOST_ALIKE})
        union
        select word from (${COUNTED_WORDS}) as w where word = any(given.slips)
        union
        select begun.word from unnest(given.slips) as slip
        cross join lateral (
          select word from (${COUNTED_WORDS}) as w where word >= slip and word < slip || chr(1114111) order by word limit ${MOST_BEGUN}
        ) as begun
        where given.unfinished
      ) as candidates
    ) as near
    where near.uses > 0`);
  const byItem = Map.groupBy(found, ({ item }) => item);
  return terms.map((_, item) => (byItem.get(item) ?? []).map(({ word, uses }) => ({ word, uses })));
}
