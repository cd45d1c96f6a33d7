import { basisPointsOf } from '@marketgraph/kernel';

export const PAYMENT_STATUSES = ['AWAITING_PAYMENT', 'AUTHORIZED', 'PAID', 'PARTIALLY_REFUNDED', 'REFUNDED', 'FAILED', 'EXPIRED'] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/** Whether the buyer may still pay. FAILED is a declined attempt: another may follow. */
export function isPayable(status: PaymentStatus): boolean {
  return status === 'AWAITING_PAYMENT' || status === 'FAILED' || status === 'AUTHORIZED';
}

/** The status that follows from how much of the captured amount went back. */
export function statusAfterRefund(captured: bigint, refunded: bigint): PaymentStatus {
  if (refunded < 0n || refunded > captured) throw new Error(`cannot have refunded ${refunded} of ${captured}`);
  if (refunded === 0n) return 'PAID';
  return refunded === captured ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
}

export interface ProviderFeeRate {
  readonly basisPoints: number;
  /** Minor units of the payment's currency. */
  readonly fixed: bigint;
}

/** What a provider keeps of a capture, where it does not say so itself. Never more than the capture. */
export function estimateProviderFee(amount: bigint, rate: ProviderFeeRate): bigint {
  const fee = basisPointsOf(amount, rate.basisPoints) + rate.fixed;
  return fee < amount ? fee : amount;
}

/** Minutes until the provider is asked again, unbidden: 1, 2, 4, 8, then every 10. */
export function minutesToNextPoll(polls: number): number {
  return Math.min(2 ** polls, 10);
}
