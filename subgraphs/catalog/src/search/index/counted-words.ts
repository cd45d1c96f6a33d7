import { sql, type SQL } from 'drizzle-orm';
import { EVERYTHING } from '../keys.ts';

/** In a select list: everything that the document in a row of `from` is counted under. */
export function wordsOf(from: string): SQL {
  return sql`unnest(tsvector_to_array(${sql.raw(from)}.vector) || ${sql.raw(from)}.keys || ${EVERYTHING}::text)`;
}

/** Codes are not: there are as many as variants, and nobody wants one like another. */
export function isCounted(column: string): SQL {
  return sql.raw(`not starts_with(${column}, '#')`);
}
