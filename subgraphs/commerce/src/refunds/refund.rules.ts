import { fail, ok, type Result } from '@marketgraph/kernel';

interface RefundablePart {
  readonly gross: bigint;
  readonly refundRequested: bigint;
  readonly placedAt: Date | null;
}

export interface ExceedsPayment {
  readonly type: 'ExceedsPayment';
  readonly left: bigint;
}

/** How much of a vendor order can still go back: what was paid less what has been asked for already. */
export function refundableOf({ gross, refundRequested, placedAt }: RefundablePart): bigint {
  return placedAt === null ? 0n : gross - refundRequested;
}

export function checkRefund(part: RefundablePart, amount: bigint): Result<bigint, ExceedsPayment> {
  const left = refundableOf(part);
  return amount > 0n && amount <= left ? ok(amount) : fail({ type: 'ExceedsPayment', left });
}

/** Money is given back by those who have it: a vendor its own, the marketplace anybody's. */
export function mayBeRefunded(part: RefundablePart, parties: readonly string[]): boolean {
  return refundableOf(part) > 0n && (parties.includes('VENDOR') || parties.includes('OPERATOR'));
}
