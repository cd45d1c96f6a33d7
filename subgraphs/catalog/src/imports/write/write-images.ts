import { insertRows, rowsOf, type Transaction } from '@marketgraph/db';
import { inArray, sql } from 'drizzle-orm';
import type { WriteDeps } from '../../deps.ts';
import { productImages } from '../../products/product.tables.ts';
import type { ImageIds, PlacedPlan } from './write.types.ts';

/** Makes the products' pictures those of the plans. New ones are PENDING: a job fetches them later, and no import waits for it. */
export async function writeImages(tx: Transaction, deps: WriteDeps, placed: readonly PlacedPlan[]): Promise<ImageIds> {
  const ids = new Map<string, Map<string, string>>();
  const fresh: (typeof productImages.$inferInsert)[] = [];
  const kept: { id: string; position: number; alt_text: string }[] = [];
  const gone: string[] = [];
  for (const { plan, productId } of placed) {
    const present = plan.present?.images ?? [];
    const ofProduct = new Map(present.toReversed().map(({ id, sourceUrl }) => [sourceUrl, id]));
    ids.set(productId, ofProduct);
    if (plan.images === null) continue;
    const wanted = new Set(plan.images.flatMap(({ id }) => id ?? []));
    gone.push(...present.filter(({ id }) => !wanted.has(id)).map(({ id }) => id));
    for (const [position, { id, url, altText }] of plan.images.entries()) {
      if (id !== null) {
        kept.push({ id, position, alt_text: altText });
        continue;
      }
      const row = { id: deps.ids.next('ProductImage'), productId, url, sourceUrl: url, altText, position, state: 'PENDING' as const, createdAt: deps.clock.now() };
      fresh.push(row);
      ofProduct.set(url, row.id);
    }
  }
  if (gone.length > 0) await tx.delete(productImages).where(inArray(productImages.id, gone));
  if (kept.length > 0) {
    await tx.execute(sql`
      update ${productImages} as i set position = given.position, alt_text = given.alt_text
      from ${rowsOf(kept, 'id uuid, position integer, alt_text text')} where i.id = given.id`);
  }
  await insertRows(tx, productImages, fresh);
  return ids;
}
