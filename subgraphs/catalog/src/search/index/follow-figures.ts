import { sql, type SQL } from 'drizzle-orm';
import { searchDocuments } from '../search.tables.ts';

/** Columns that a document and its product have in common. No index holds them, so that following costs next to nothing. */
export const FIGURES = ['currency', 'min_price', 'max_price', 'in_stock', 'rating_hundredths', 'sales_count', 'created_at'] as const;

export function figuresOf(alias: string): SQL {
  return sql.raw(FIGURES.map((column) => `${alias}.${column}`).join(', '));
}

/**
 * An update to be put behind one of products in a `with`, so that it costs no statement of its own: documents get the
 * figures that `from`, the name of the first, has returned. Only where they differ: a reservation that leaves something in
 * stock writes nothing here.
 */
export function followFigures(from: string): SQL {
  const assignments = FIGURES.map((column) => `${column} = p.${column}`).join(', ');
  return sql`
    update ${searchDocuments} as d set ${sql.raw(assignments)} from ${sql.raw(from)} as p
    where d.product_id = p.id and d.listed and (${figuresOf('d')}) is distinct from (${figuresOf('p')})`;
}
