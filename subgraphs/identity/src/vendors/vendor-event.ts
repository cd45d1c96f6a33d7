import { appendEvent } from '@marketgraph/bus';
import type { Transaction } from '@marketgraph/db';
import type { Id } from '@marketgraph/kernel';
import type { CommandDeps } from '../deps.ts';
import { seatsOfVendor, type SeatRow } from '../team/team.queries.ts';
import type { VendorRow } from './vendor.queries.ts';

type VendorEventName = `identity.vendor.${'approved' | 'updated' | 'rejected' | 'suspended' | 'closed' | 'reactivated'}`;

/** Puts the vendor as it is now into the outbox. Answers its team, which the caller may have to tell. */
export async function appendVendorEvent(tx: Transaction, deps: CommandDeps, name: VendorEventName, vendor: VendorRow, traceId: string): Promise<SeatRow[]> {
  const team = await seatsOfVendor(tx, vendor.id);
  const { id, slug, status, currency, country, statusReason } = vendor;
  const payload = { vendorId: id, ownerId: firstOwner(team, id), name: vendor.name, slug, status, currency, country, reason: statusReason };
  await appendEvent(tx, deps, { name, aggregateId: id, traceId, payload });
  return team;
}

function firstOwner(team: readonly SeatRow[], vendorId: Id<'Vendor'>): Id<'User'> {
  const owner = team.find((seat) => seat.role === 'OWNER' && seat.active);
  if (owner === undefined) throw new Error(`vendor ${vendorId} has no active owner`);
  return owner.userId;
}
