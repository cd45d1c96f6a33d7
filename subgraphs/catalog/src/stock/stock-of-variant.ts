import { sql, type SQL } from 'drizzle-orm';

const COLUMNS = { quantity: 'l.quantity', reserved: 'l.reserved', available: 'l.quantity - l.reserved' } as const;

/**
 * What there is of a variant in all its warehouses, for a select from `variants`. The column is named in full: in a select
 * from a single table drizzle leaves the table's name out, and `id` would then be the level's.
 */
export function stockOfVariant(what: keyof typeof COLUMNS): SQL<number> {
  return sql<number>`coalesce((select sum(${sql.raw(COLUMNS[what])})::integer from stock_levels l where l.variant_id = "variants"."id"), 0)`;
}
