import { insertRows, sendInOrder, type Transaction } from '@marketgraph/db';
import type { Clock, CurrencyCode, Id, IdGenerator } from '@marketgraph/kernel';
import type { VendorOrderRow } from '../orders/order.tables.ts';
import { capturePostings, providerFeePostings, refundPostings, releasePostings, unappliedPostings, type LedgerEntryKind, type Posting } from './ledger.rules.ts';
import { ledgerEntries, ledgerPostings } from './ledger.tables.ts';

interface LedgerDeps {
  readonly clock: Clock;
  readonly ids: IdGenerator;
}

interface NewEntry {
  readonly kind: LedgerEntryKind;
  /** Names what is booked: booking it a second time fails on this, and the whole transaction with it. */
  readonly source: string;
  readonly orderId: Id<'Order'>;
  readonly part: VendorOrderRow | null;
  readonly refundId: Id<'Refund'> | null;
  readonly postings: readonly Posting[];
}

/** The buyer's money has come: each vendor's share is pending, the commission is ours, the provider's fee is booked apart. */
export async function postCapture(
  tx: Transaction,
  deps: LedgerDeps,
  capture: { orderId: Id<'Order'>; parts: readonly VendorOrderRow[]; fee: bigint; currency: CurrencyCode },
): Promise<void> {
  const { orderId, parts, fee, currency } = capture;
  await post(tx, deps, [
    ...parts.map((part): NewEntry => ({ kind: 'CAPTURE', source: `capture:${part.id}`, orderId, part, refundId: null, postings: capturePostings(part) })),
    { kind: 'PROVIDER_FEE', source: `fee:${orderId}`, orderId, part: null, refundId: null, postings: providerFeePostings(fee, currency) },
  ]);
}

/** Money came although the order had been given up. */
export async function postLateCapture(
  tx: Transaction,
  deps: LedgerDeps,
  capture: { orderId: Id<'Order'>; amount: bigint; fee: bigint; currency: CurrencyCode },
): Promise<void> {
  const { orderId, amount, fee, currency } = capture;
  await post(tx, deps, [
    { kind: 'LATE_CAPTURE', source: `late-capture:${orderId}`, orderId, part: null, refundId: null, postings: unappliedPostings(amount, currency) },
    { kind: 'PROVIDER_FEE', source: `fee:${orderId}`, orderId, part: null, refundId: null, postings: providerFeePostings(fee, currency) },
  ]);
}

/** The goods have arrived: what is left of the vendor's share is the vendor's to have. */
export async function postRelease(tx: Transaction, deps: LedgerDeps, part: VendorOrderRow): Promise<void> {
  const postings = releasePostings(part, part.refunded);
  await post(tx, deps, [{ kind: 'RELEASE', source: `release:${part.id}`, orderId: part.orderId, part, refundId: null, postings }]);
}

/** @param part as it was before its refunded sum went to `after` */
export async function postRefund(tx: Transaction, deps: LedgerDeps, part: VendorOrderRow, after: bigint, refundId: Id<'Refund'>): Promise<void> {
  const kind = after > part.refunded ? 'REFUND' : 'REFUND_FAILED';
  const postings = refundPostings(part, part.refunded, after, part.releasedAt !== null);
  await post(tx, deps, [{ kind, source: sourceOf(kind, refundId), orderId: part.orderId, part, refundId, postings }]);
}

/** @param amount below zero where the refund failed after all */
export async function postLateRefund(
  tx: Transaction,
  deps: LedgerDeps,
  refund: { id: Id<'Refund'>; orderId: Id<'Order'>; amount: bigint; currency: CurrencyCode },
): Promise<void> {
  const kind = refund.amount > 0n ? 'LATE_REFUND' : 'LATE_REFUND_FAILED';
  const postings = unappliedPostings(-refund.amount, refund.currency);
  await post(tx, deps, [{ kind, source: sourceOf(kind, refund.id), orderId: refund.orderId, part: null, refundId: refund.id, postings }]);
}

function sourceOf(kind: LedgerEntryKind, refundId: Id<'Refund'>): string {
  return `${kind.toLowerCase().replaceAll('_', '-')}:${refundId}`;
}

/** Two statements, however many entries. What amounts to nothing is not booked. */
async function post(tx: Transaction, deps: LedgerDeps, entries: readonly NewEntry[]): Promise<void> {
  const booked = entries.filter((entry) => entry.postings.length > 0).map((entry) => ({ ...entry, id: deps.ids.next('LedgerEntry') }));
  if (booked.length === 0) return;
  const occurredAt = deps.clock.now();
  const entryRows = booked.map(({ id, kind, source, orderId, part, refundId }) => ({
    id,
    kind,
    source,
    orderId,
    vendorId: part?.vendorId ?? null,
    vendorOrderId: part?.id ?? null,
    refundId,
    occurredAt,
  }));
  const postingRows = booked.flatMap(({ id, postings }) => postings.map((posting) => ({ ...posting, entryId: id })));
  await sendInOrder(
    () => insertRows(tx, ledgerEntries, entryRows),
    () => insertRows(tx, ledgerPostings, postingRows),
  );
}
