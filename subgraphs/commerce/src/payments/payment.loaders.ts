import { operatorMay, type Viewer } from '@marketgraph/contracts';
import type { Reader } from '@marketgraph/db';
import type { Id } from '@marketgraph/kernel';
import DataLoader from 'dataloader';
import { groupBy, pickBy } from '../loading.ts';
import { selectRefundsOfOrders, selectRefundsOfParts } from '../refunds/refund.queries.ts';
import type { RefundRow } from '../refunds/refund.tables.ts';
import { selectAttempts, selectPayments, selectPaymentsOf, selectProviderEvents } from './payment.queries.ts';
import type { PaymentAttemptRow, PaymentRow, ProviderEventRow } from './payment.tables.ts';

export type ListedProviderEvent = Omit<ProviderEventRow, 'object'>;

export interface PaymentLoaders {
  /** `null` is what the viewer may not see. */
  readonly payment: DataLoader<Id<'Payment'>, PaymentRow | null>;
  /** For an order that the viewer sees. */
  readonly paymentOfOrder: DataLoader<Id<'Order'>, PaymentRow | null>;
  readonly attemptsOfPayment: DataLoader<Id<'Payment'>, PaymentAttemptRow[]>;
  readonly eventsOfPayment: DataLoader<Id<'Payment'>, ListedProviderEvent[]>;
  readonly refundsOfOrder: DataLoader<Id<'Order'>, RefundRow[]>;
  readonly refundsOfPart: DataLoader<Id<'VendorOrder'>, RefundRow[]>;
}

export function createPaymentLoaders(reader: Reader, viewer: Viewer): PaymentLoaders {
  return {
    payment: new DataLoader(async (ids) => {
      const rows = await selectPayments(reader, ids);
      return pickBy(
        ids,
        rows.filter((row) => maySeePayment(viewer, row)),
        (row) => row.id,
      );
    }),
    paymentOfOrder: new DataLoader(async (ids) => pickBy(ids, await selectPaymentsOf(reader, ids), (row) => row.orderId)),
    attemptsOfPayment: new DataLoader(async (ids) => groupBy(ids, await selectAttempts(reader, ids), (row) => row.paymentId)),
    eventsOfPayment: new DataLoader(async (ids) => groupBy(ids, await selectProviderEvents(reader, ids), (row) => row.paymentId)),
    refundsOfOrder: new DataLoader(async (ids) => groupBy(ids, await selectRefundsOfOrders(reader, ids), (row) => row.orderId)),
    refundsOfPart: new DataLoader(async (ids) => groupBy(ids, await selectRefundsOfParts(reader, ids), (row) => row.vendorOrderId)),
  };
}

/** The whole order's money: for its buyer and for operators, not for a vendor that sells a part. */
function maySeePayment(viewer: Viewer, { buyerId }: PaymentRow): boolean {
  return viewer.kind === 'service' || operatorMay(viewer, 'manage_orders') || (viewer.kind === 'user' && viewer.userId === buyerId);
}
