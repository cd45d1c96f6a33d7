import type { Reader } from '@marketgraph/db';
import { sql } from 'drizzle-orm';
import { vendors } from '../../vendors/vendor.tables.ts';
import type { Term } from '../text/query.ts';

/** Vendors whose names have the words in them, or nearly; the best match first, then who has most to sell. */
export async function findVendors(reader: Reader, terms: readonly Term[], limit: number): Promise<{ id: string }[]> {
  if (terms.length === 0) return [];
  const typed = terms.map(({ word, parts }) => (parts.length > 0 ? parts.join(' ') : word)).join(' ');
  return reader.execute<{ id: string }>(sql`
    select id from ${vendors} where status = 'APPROVED' and ${typed}::text <% search_plain(name)
    order by round(word_similarity(${typed}::text, search_plain(name))::numeric, 2) desc, listed_products desc, id limit ${limit}`);
}
