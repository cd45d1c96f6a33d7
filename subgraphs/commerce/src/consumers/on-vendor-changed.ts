import { defineConsumer } from '@marketgraph/bus';
import type { EventPayload } from '@marketgraph/contracts';
import type { Transaction } from '@marketgraph/db';
import { eq } from 'drizzle-orm';
import { carts } from '../carts/cart.tables.ts';
import type { CommerceTools } from '../deps.ts';
import { vendors } from '../vendors/vendor.tables.ts';

const EVENTS = [
  'identity.vendor.approved',
  'identity.vendor.updated',
  'identity.vendor.rejected',
  'identity.vendor.suspended',
  'identity.vendor.closed',
  'identity.vendor.reactivated',
] as const;

/**
 * Keeps a vendor's name and whether it sells. One row says for all carts that its goods cannot be had at present, and
 * that they can again. Each event carries the whole state, so the newest is enough.
 */
export function onVendorChanged(deps: CommerceTools) {
  return EVENTS.map((event) =>
    defineConsumer({
      event,
      ordering: 'latest',
      handle: async (tx, { payload }) => {
        await keepVendor(tx, deps, payload);
        if (payload.status === 'APPROVED' && deps.settings.vendorsMayNotBuy) await removeOwnersCart(tx, payload);
      },
    }),
  );
}

async function keepVendor(tx: Transaction, deps: CommerceTools, { vendorId, name, status }: EventPayload<(typeof EVENTS)[number]>): Promise<void> {
  const row = { name, status, updatedAt: deps.clock.now() };
  await tx
    .insert(vendors)
    .values({ id: vendorId, ...row })
    .onConflictDoUpdate({ target: vendors.id, set: row });
}

/** Who owns a store does not buy here; a cart comes again when the last store is given up. */
async function removeOwnersCart(tx: Transaction, { ownerId }: EventPayload<(typeof EVENTS)[number]>): Promise<void> {
  await tx.delete(carts).where(eq(carts.buyerId, ownerId));
}
