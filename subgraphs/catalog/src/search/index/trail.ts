import { sql, type SQL } from 'drizzle-orm';
import { categories } from '../../categories/category.tables.ts';

/** The names from the top of the tree to a category, of which `alias` is a row. */
export function trailOf(alias: string): SQL {
  return sql`(
    select string_agg(above.name, ' / ' order by cardinality(above.path))
    from ${categories} as above where above.id = any(${sql.raw(`${alias}.path`)}))`;
}
