import type { Transaction } from '@marketgraph/db';
import type { Id } from '@marketgraph/kernel';
import type { CommandDeps } from '../deps.ts';
import type { PickupAddress } from './vendor-details.rules.ts';
import { addresses } from './vendor.tables.ts';

/** A vendor has one: the address keeps its id when it changes. */
export async function savePickupAddress(tx: Transaction, deps: CommandDeps, vendorId: Id<'Vendor'>, address: PickupAddress): Promise<void> {
  const row = { ...address, updatedAt: deps.clock.now() };
  await tx
    .insert(addresses)
    .values({ id: deps.ids.next('Address'), vendorId, ...row })
    .onConflictDoUpdate({ target: addresses.vendorId, set: row });
}
