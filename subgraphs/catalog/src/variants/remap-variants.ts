import { rowsOf, type Transaction } from '@marketgraph/db';
import { fail, ok, type Result } from '@marketgraph/kernel';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { WriteDeps } from '../deps.ts';
import { invalidInput, type InvalidInput } from '../failures.ts';
import type { ProductRow } from '../products/product.tables.ts';
import { optionKey, remapOptions, variantTitle, type OptionEdit } from './option.rules.ts';
import { variants } from './variant.tables.ts';

/** Gives the product's variants their values under its new options, whose names it answers. The product is locked. */
export async function remapVariants(tx: Transaction, deps: WriteDeps, product: ProductRow, edits: readonly OptionEdit[]): Promise<Result<readonly string[], InvalidInput>> {
  const ofProduct = and(eq(variants.productId, product.id), isNull(variants.deletedAt));
  const present = await tx.select({ id: variants.id, values: variants.optionValues }).from(variants).where(ofProduct).orderBy(asc(variants.position), asc(variants.id));
  const remapped = remapOptions(product.optionNames, edits, present.map(({ values }) => values));
  if (typeof remapped === 'string') return fail(invalidInput(remapped, 'options'));
  const rows = present.map(({ id }, index) => {
    const values = remapped.values[index] ?? [];
    return { id, option_values: values, option_key: optionKey(values), title: variantTitle(values) };
  });
  // Keys are unique at every moment, and two variants may swap theirs: first all of them step aside.
  await tx.update(variants).set({ optionKey: sql`${variants.id}::text` }).where(ofProduct);
  await tx.execute(sql`
    update ${variants} as v set
      option_values = array(select jsonb_array_elements_text(given.option_values)),
      option_key = given.option_key,
      title = given.title,
      updated_at = ${deps.clock.now().toISOString()}::timestamptz
    from ${rowsOf(rows, 'id uuid, option_values jsonb, option_key text, title text')} where v.id = given.id`);
  return ok(remapped.names);
}
