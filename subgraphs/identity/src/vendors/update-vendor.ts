import type { UserViewer } from '@marketgraph/contracts';
import { isUniqueViolation, lockRows, type Transaction } from '@marketgraph/db';
import { fail, ok, type Id, type Result } from '@marketgraph/kernel';
import { eq, sql } from 'drizzle-orm';
import type { CommandDeps } from '../deps.ts';
import { notAllowed, notFound, type InvalidInput, type NotAllowed, type NotFound } from '../errors.ts';
import { seatOf } from '../team/team.queries.ts';
import { inForce } from '../team/team.rules.ts';
import { savePickupAddress } from './save-pickup-address.ts';
import { appendVendorEvent } from './vendor-event.ts';
import { decodeVendorDetails, type VendorDetails, type VendorDetailsInput } from './vendor-details.rules.ts';
import { slugTaken, type VendorSlugTaken } from './vendor-slug.ts';
import { vendorsByIds, type VendorRow } from './vendor.queries.ts';
import { vendors } from './vendor.tables.ts';

export interface VendorVersionConflict {
  readonly type: 'VendorVersionConflict';
  readonly message: string;
  readonly path: readonly string[];
  readonly current: VendorRow;
}

export interface UpdateVendorInput extends VendorDetailsInput {
  readonly id: Id<'Vendor'>;
  readonly expectedVersion: number;
}

type Updated = Result<{ vendor: VendorRow }, NotFound | NotAllowed | InvalidInput | VendorSlugTaken | VendorVersionConflict>;

/** For whoever may manage the vendor's settings, which before the approval is the owner. */
export async function updateVendor(deps: CommandDeps, actor: UserViewer, input: UpdateVendorInput): Promise<Updated> {
  try {
    return await deps.db.transaction((tx) => update(tx, deps, actor, input));
  } catch (error) {
    // Taken by somebody else between our look and our write.
    if (!isUniqueViolation(error, 'vendors_slug_key')) throw error;
    const taken = await slugTaken(deps.db.reader, input.slug ?? undefined, input.id);
    if (taken === undefined) throw error;
    return fail(taken);
  }
}

async function update(tx: Transaction, deps: CommandDeps, actor: UserViewer, input: UpdateVendorInput): Promise<Updated> {
  await lockRows(tx, vendors, [input.id]);
  const [current] = await vendorsByIds(tx, [input.id]);
  const seat = await seatOf(tx, input.id, actor.userId);
  if (current === undefined || seat === undefined || !seat.active) return fail(notFound('You have no such vendor.', 'id'));
  if (!inForce(seat, current.status).includes('manage_settings')) return fail(notAllowed('You may not manage the settings of this vendor.', 'id'));
  const details = decodeVendorDetails(input, current.country);
  if (!details.ok) return details;
  if (current.editVersion !== input.expectedVersion) {
    const message = `Somebody else changed the store: it is at version ${current.editVersion} by now.`;
    return fail({ type: 'VendorVersionConflict', message, path: ['expectedVersion'], current });
  }
  const taken = await slugTaken(tx, details.value.slug, input.id);
  if (taken !== undefined) return fail(taken);
  const vendor = await write(tx, deps, input.id, details.value);
  await appendVendorEvent(tx, deps, 'identity.vendor.updated', vendor, actor.traceId);
  return ok({ vendor });
}

async function write(tx: Transaction, deps: CommandDeps, id: Id<'Vendor'>, { pickupAddress, ...details }: VendorDetails): Promise<VendorRow> {
  const [vendor] = await tx
    .update(vendors)
    .set({ ...details, editVersion: sql`${vendors.editVersion} + 1`, updatedAt: deps.clock.now() })
    .where(eq(vendors.id, id))
    .returning();
  if (vendor === undefined) throw new Error(`vendor ${id} was locked and is not there`);
  if (pickupAddress !== undefined) await savePickupAddress(tx, deps, id, pickupAddress);
  return vendor;
}
