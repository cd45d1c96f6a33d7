import { allocate, type CurrencyCode, type Id } from '@marketgraph/kernel';

export const LEDGER_ENTRY_KINDS = [
  'CAPTURE',
  'LATE_CAPTURE',
  'PROVIDER_FEE',
  'RELEASE',
  'REFUND',
  'LATE_REFUND',
  'REFUND_FAILED',
  'LATE_REFUND_FAILED',
] as const;
export type LedgerEntryKind = (typeof LEDGER_ENTRY_KINDS)[number];

/**
 * `provider_clearing`: money that lies with the payment provider. `provider_fees`: what it keeps. `commission`: the
 * marketplace's income. `vendor_pending` and `shipping`: owed to a vendor once it has delivered, for the goods and for
 * their carriage. `vendor_available`: owed to a vendor now. `unapplied`: came for an order that had been given up.
 */
export const LEDGER_ACCOUNTS = [
  'provider_clearing',
  'provider_fees',
  'commission',
  'vendor_pending',
  'vendor_available',
  'shipping',
  'unapplied',
  'store_credit',
  'points',
  'rounding',
] as const;
export type LedgerAccount = (typeof LEDGER_ACCOUNTS)[number] | `fx_clearing:${CurrencyCode}:${CurrencyCode}`;

export interface Posting {
  readonly account: LedgerAccount;
  /** Whose account it is; null for the marketplace's own. */
  readonly vendorId: Id<'Vendor'> | null;
  /** Debit above zero, credit below. */
  readonly amount: bigint;
  readonly currency: CurrencyCode;
}

/** A vendor order as the ledger sees it. */
export interface VendorShare {
  readonly vendorId: Id<'Vendor'>;
  readonly currency: CurrencyCode;
  readonly subtotal: bigint;
  readonly shipping: bigint;
  readonly commission: bigint;
}

/** The vendor's part of the goods, its part of the carriage, and the marketplace's commission: together the gross. */
export interface ShareParts {
  readonly goods: bigint;
  readonly shipping: bigint;
  readonly commission: bigint;
}

/** Commission is taken from goods and carriage alike, in proportion. */
export function partsOf(share: VendorShare): ShareParts {
  const [ofGoods = 0n, ofShipping = 0n] = allocate(share.commission, [share.subtotal, share.shipping]);
  return { goods: share.subtotal - ofGoods, shipping: share.shipping - ofShipping, commission: share.commission };
}

/**
 * What a change of the refunded sum from `before` to `after` takes from each part: the allocation of the new sum less
 * what had been reversed. Refunding everything in however many steps therefore reverses exactly what was booked.
 */
export function reversedParts(share: VendorShare, before: bigint, after: bigint): ShareParts {
  const old = refundedParts(share, before);
  const now = refundedParts(share, after);
  return { goods: now.goods - old.goods, shipping: now.shipping - old.shipping, commission: now.commission - old.commission };
}

export function capturePostings(share: VendorShare): Posting[] {
  const parts = partsOf(share);
  return postings(share.currency, [
    ['provider_clearing', null, share.subtotal + share.shipping],
    ['vendor_pending', share.vendorId, -parts.goods],
    ['shipping', share.vendorId, -parts.shipping],
    ['commission', null, -parts.commission],
  ]);
}

/** At delivery, what has not been refunded becomes the vendor's to have. */
export function releasePostings(share: VendorShare, refunded: bigint): Posting[] {
  const left = reversedParts(share, refunded, share.subtotal + share.shipping);
  return postings(share.currency, [
    ['vendor_pending', share.vendorId, left.goods],
    ['shipping', share.vendorId, left.shipping],
    ['vendor_available', share.vendorId, -(left.goods + left.shipping)],
  ]);
}

/** The refunded sum of a vendor order goes from `before` to `after`; down where a refund failed after all. */
export function refundPostings(share: VendorShare, before: bigint, after: bigint, released: boolean): Posting[] {
  const parts = reversedParts(share, before, after);
  return postings(share.currency, [
    ...(released
      ? ([['vendor_available', share.vendorId, parts.goods + parts.shipping]] as const)
      : ([
          ['vendor_pending', share.vendorId, parts.goods],
          ['shipping', share.vendorId, parts.shipping],
        ] as const)),
    ['commission', null, parts.commission],
    ['provider_clearing', null, before - after],
  ]);
}

export function providerFeePostings(fee: bigint, currency: CurrencyCode): Posting[] {
  return postings(currency, [
    ['provider_fees', null, fee],
    ['provider_clearing', null, -fee],
  ]);
}

/** Money that came for an order already given up: held apart until it is refunded (`amount` below zero). */
export function unappliedPostings(amount: bigint, currency: CurrencyCode): Posting[] {
  return postings(currency, [
    ['provider_clearing', null, amount],
    ['unapplied', null, -amount],
  ]);
}

function refundedParts(share: VendorShare, refunded: bigint): ShareParts {
  const gross = share.subtotal + share.shipping;
  if (refunded < 0n || refunded > gross) throw new Error(`cannot have refunded ${refunded} of ${gross}`);
  const parts = partsOf(share);
  const [goods = 0n, shipping = 0n, commission = 0n] = allocate(refunded, [parts.goods, parts.shipping, parts.commission]);
  return { goods, shipping, commission };
}

function postings(currency: CurrencyCode, rows: readonly (readonly [LedgerAccount, Id<'Vendor'> | null, bigint])[]): Posting[] {
  return rows.filter(([, , amount]) => amount !== 0n).map(([account, vendorId, amount]) => ({ account, vendorId, amount, currency }));
}
