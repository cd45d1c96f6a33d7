import { ownsVendor, type Viewer } from '@marketgraph/contracts';
import { fail, type Id } from '@marketgraph/kernel';
import type { LiveVariant } from './cart.rules.ts';

/** Whoever opens a cart: a buyer by being signed in, anybody by knowing a token. */
export interface CartCaller {
  readonly userId: Id<'User'> | null;
  /** False for owners of a vendor where the marketplace forbids them to buy. */
  readonly mayBuy: boolean;
  readonly traceId: string;
  /** Asks the catalog once for all, and remembers the answers for the rest of the request. Throws `PeerUnavailable`. */
  variants(ids: readonly Id<'ProductVariant'>[]): Promise<ReadonlyMap<string, LiveVariant>>;
}

export interface VendorsMayNotBuy {
  readonly type: 'VendorsMayNotBuy';
  readonly message: string;
}

export function vendorsMayNotBuy() {
  return fail<VendorsMayNotBuy>({ type: 'VendorsMayNotBuy', message: 'Owners of a store cannot buy here; members of their teams can.' });
}

export function cartCaller(viewer: Viewer, settings: { readonly vendorsMayNotBuy: boolean }, variants: CartCaller['variants']): CartCaller {
  return {
    userId: viewer.kind === 'user' ? viewer.userId : null,
    mayBuy: !(settings.vendorsMayNotBuy && ownsVendor(viewer)),
    traceId: viewer.traceId,
    variants,
  };
}
