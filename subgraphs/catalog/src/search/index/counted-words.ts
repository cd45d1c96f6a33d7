import { sql, type SQL } from 'drizzle-orm';
import { EVERYTHING } from '../keys.ts';
import { searchWordChanges, searchWords } from '../search.tables.ts';
import { FIRST_OF_OTHERS } from '../text/lexemes.ts';

/** In a select list: everything that the document in a row of `from` is counted under. */
export function wordsOf(from: string): SQL {
  return sql`unnest(tsvector_to_array(${sql.raw(from)}.vector) || ${sql.raw(from)}.keys || ${EVERYTHING}::text)`;
}

/** Codes are not: there are as many as variants, and nobody wants one like another. Nor are samples. */
export function isCounted(column: string): SQL {
  return sql.raw(`ascii(${column}) not in (35, 37)`);
}

/** With the changes that wait: what was saved a moment ago is known, and what was hidden is not. */
export const COUNTED_WORDS = sql`select word, uses from ${searchWords} union all select word, delta from ${searchWordChanges}`;

/** Whether it is a word as somebody wrote it. As the index of similar words has it. */
export function isWritten(column: string): SQL {
  return sql.raw(`ascii(${column}) not in ${FIRST_OF_OTHERS}`);
}
