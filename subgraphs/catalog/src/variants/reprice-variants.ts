import { rowsOf, type Transaction } from '@marketgraph/db';
import { fail, ok, type Result } from '@marketgraph/kernel';
import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { WriteDeps } from '../deps.ts';
import { invalidInput, type InvalidInput } from '../failures.ts';
import type { ProductRow } from '../products/product.tables.ts';
import { resolvePrice } from './price.rules.ts';
import { variants } from './variant.tables.ts';

/** The base price changes: prices by adjustment follow. Answers whether any did. The product is locked. */
export async function repriceVariants(tx: Transaction, deps: WriteDeps, product: ProductRow, basePrice: bigint | null): Promise<Result<boolean, InvalidInput>> {
  if (basePrice === product.basePrice) return ok(false);
  const following = await tx
    .select({ id: variants.id, title: variants.title, adjustment: variants.priceAdjustment })
    .from(variants)
    .where(and(eq(variants.productId, product.id), isNull(variants.deletedAt), isNotNull(variants.priceAdjustment)));
  const prices: { id: string; price: string }[] = [];
  for (const { id, title, adjustment } of following) {
    const price = resolvePrice({ adjustment: adjustment ?? 0n }, basePrice);
    if (typeof price === 'string') return fail(invalidInput(title === '' ? price : `${title}: ${price}`, 'basePrice'));
    prices.push({ id, price: price.price.toString() });
  }
  if (prices.length === 0) return ok(false);
  await tx.execute(sql`
    update ${variants} as v set price = given.price, updated_at = ${deps.clock.now().toISOString()}::timestamptz
    from ${rowsOf(prices, 'id uuid, price bigint')} where v.id = given.id`);
  return ok(true);
}
