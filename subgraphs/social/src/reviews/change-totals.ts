import type { Transaction } from '@marketgraph/db';
import { and, eq, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { totalsChange, type Rating } from './rating.rules.ts';
import { ratingTotals, type RatingSubject, type RatingTotalsRow } from './review.tables.ts';

export interface TotalsAfter {
  readonly product: RatingTotalsRow;
  readonly vendor: RatingTotalsRow;
}

interface Change {
  readonly productId: string;
  readonly vendorId: string;
  readonly come: readonly Rating[];
  readonly go: readonly Rating[];
}

/**
 * Counts ratings that come and go. Each update locks its row until the commit, always the product's before the vendor's,
 * so totals and reviews never part and two reviews never wait for each other in a circle.
 */
export async function changeTotals(tx: Transaction, { productId, vendorId, come, go }: Change): Promise<TotalsAfter> {
  const subjects = [
    { subject: 'PRODUCT', subjectId: productId },
    { subject: 'VENDOR', subjectId: vendorId },
  ] as const;
  // Zeros first: an upsert that takes away would be refused for the row it does not even insert.
  await tx.insert(ratingTotals).values([...subjects]).onConflictDoNothing();
  const delta = totalsChange(come, go);
  const product = await add(tx, 'PRODUCT', productId, delta);
  return { product, vendor: await add(tx, 'VENDOR', vendorId, delta) };
}

/** The totals as they are, locked as a change would lock them: for events that must carry them. */
export function holdTotals(tx: Transaction, of: { readonly productId: string; readonly vendorId: string }): Promise<TotalsAfter> {
  return changeTotals(tx, { ...of, come: [], go: [] });
}

async function add(tx: Transaction, subject: RatingSubject, subjectId: string, delta: ReturnType<typeof totalsChange>): Promise<RatingTotalsRow> {
  const plus = (column: PgColumn, by: number) => sql`${column} + ${by}`;
  const [row] = await tx
    .update(ratingTotals)
    .set({
      ratingCount: plus(ratingTotals.ratingCount, delta.ratingCount),
      ratingSum: plus(ratingTotals.ratingSum, delta.ratingSum),
      ones: plus(ratingTotals.ones, delta.ones),
      twos: plus(ratingTotals.twos, delta.twos),
      threes: plus(ratingTotals.threes, delta.threes),
      fours: plus(ratingTotals.fours, delta.fours),
      fives: plus(ratingTotals.fives, delta.fives),
    })
    .where(and(eq(ratingTotals.subject, subject), eq(ratingTotals.subjectId, subjectId)))
    .returning();
  if (row === undefined) throw new Error(`the totals of ${subject} ${subjectId} vanished`);
  return row;
}
