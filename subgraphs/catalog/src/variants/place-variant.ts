import { rowsOf, type Transaction } from '@marketgraph/db';
import { and, asc, eq, isNull, ne, sql } from 'drizzle-orm';
import { variants, type VariantRow } from './variant.tables.ts';

/** Puts a variant at a place among its product's and numbers them all anew. The product is locked. */
export async function placeVariant(tx: Transaction, { id, productId }: VariantRow, position: number): Promise<void> {
  const others = await tx
    .select({ id: variants.id })
    .from(variants)
    .where(and(eq(variants.productId, productId), isNull(variants.deletedAt), ne(variants.id, id)))
    .orderBy(asc(variants.position), asc(variants.id));
  const rows = others.toSpliced(position, 0, { id }).map((variant, index) => ({ id: variant.id, position: index }));
  await tx.execute(sql`
    update ${variants} as v set position = given.position
    from ${rowsOf(rows, 'id uuid, position integer')} where v.id = given.id`);
}
