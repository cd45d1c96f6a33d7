import { defineConsumer, type Consumer } from '@marketgraph/bus';
import type { Transaction } from '@marketgraph/db';
import { eq } from 'drizzle-orm';
import type { InsightsDeps } from '../deps.ts';
import { sales } from '../facts/facts.tables.ts';
import { publishChange } from '../facts/publish-change.ts';
import { recordCapture, recordFailure, recordRefund } from '../facts/record-payment.ts';

/** Money that came, did not come, or went back. */
export function onPayment(deps: InsightsDeps): Consumer[] {
  return [
    defineConsumer({
      event: 'commerce.payment.captured',
      ordering: 'any',
      handle: async (tx, event) => {
        const vendorIds = await recordCapture(tx, event.payload, new Date(event.occurredAt));
        await publishChange(tx, deps, vendorIds, event.name);
      },
    }),
    defineConsumer({
      event: 'commerce.payment.failed',
      ordering: 'any',
      handle: (tx, event) => recordFailure(tx, event.payload),
    }),
    defineConsumer({
      event: 'commerce.payment.refunded',
      ordering: 'any',
      handle: async (tx, event) => {
        await recordRefund(tx, event.id, event.payload, new Date(event.occurredAt));
        await publishChange(tx, deps, await vendorsOf(tx, event.payload.orderId), event.name);
      },
    }),
  ];
}

async function vendorsOf(tx: Transaction, orderId: string): Promise<string[]> {
  const rows = await tx.selectDistinct({ vendorId: sales.vendorId }).from(sales).where(eq(sales.orderId, orderId));
  return rows.map((row) => row.vendorId);
}
