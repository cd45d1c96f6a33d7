import { addMilliseconds, DAY } from '@marketgraph/kernel';
import { and, inArray, isNotNull, lt, notExists, sql } from 'drizzle-orm';
import type { CommerceTools } from '../deps.ts';
import { cartLines, carts, variantMarks } from './cart.tables.ts';

const GUEST_CARTS_KEPT_MS = 60 * DAY;
const BATCH = 500;

/** Removes guests' carts that nobody has touched for two months, and marks of what lies in no cart any more. */
export async function purgeCarts(deps: CommerceTools, now: Date): Promise<number> {
  const { reader } = deps.db;
  const old = await reader
    .select({ id: carts.id })
    .from(carts)
    .where(and(isNotNull(carts.tokenHash), lt(carts.updatedAt, addMilliseconds(now, -GUEST_CARTS_KEPT_MS))))
    .limit(BATCH);
  const ids = old.map(({ id }) => id);
  if (ids.length > 0) await deps.db.transaction((tx) => tx.delete(carts).where(inArray(carts.id, ids)));
  const lineOfMark = reader
    .select({ one: sql`1` })
    .from(cartLines)
    .where(sql`${cartLines.variantId} = ${variantMarks.variantId}`);
  const unmarked = await deps.db.transaction((tx) => tx.delete(variantMarks).where(notExists(lineOfMark)).returning({ id: variantMarks.variantId }));
  return ids.length + unmarked.length;
}
