import type { PostalAddress } from '@marketgraph/contracts';
import { addMilliseconds, decodeId, encodeId, MINUTE, type Id } from '@marketgraph/kernel';
import { and, gt, inArray, sql } from 'drizzle-orm';
import type { LogisticsDeps } from '../deps.ts';
import { vendorContacts } from './contacts.tables.ts';

export interface VendorContact {
  readonly vendorId: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string | null;
  readonly pickupAddress: PostalAddress | null;
  readonly country: string;
  readonly currency: string;
}

const FRESH_MS = 5 * MINUTE;

const QUERY = /* GraphQL */ `
  query VendorContacts($vendorIds: [ID!]!) {
    internalVendorContacts(vendorIds: $vendorIds) {
      vendorId name email phone country currency
      pickupAddress { recipient phone line1 line2 city region postalCode country }
    }
  }
`;

/**
 * What identity says of vendors: from our copy while it is some minutes old, else asked for, all in one call. Never
 * called inside a transaction.
 *
 * @throws PeerUnavailable where identity has to be asked and does not answer
 */
export async function findVendorContacts(deps: LogisticsDeps, vendorIds: readonly string[], traceId: string): Promise<Map<string, VendorContact>> {
  const now = deps.clock.now();
  const known = await deps.db.reader
    .select()
    .from(vendorContacts)
    .where(and(inArray(vendorContacts.vendorId, [...vendorIds]), gt(vendorContacts.fetchedAt, addMilliseconds(now, -FRESH_MS))));
  const contacts = new Map<string, VendorContact>(known.map((row) => [row.vendorId, row]));
  const unknown = [...new Set(vendorIds)].filter((id) => !contacts.has(id)).toSorted();
  if (unknown.length === 0) return contacts;

  const answer = await deps.peers.request<{ internalVendorContacts: readonly VendorContact[] }>('identity', {
    document: QUERY,
    variables: { vendorIds: unknown.map((id) => encodeId('Vendor', id as Id<'Vendor'>)) },
    traceId,
  });
  const fetched = answer.internalVendorContacts.flatMap((contact) => {
    const vendorId = decodeId('Vendor', contact.vendorId);
    return vendorId === undefined ? [] : [{ ...contact, vendorId, fetchedAt: now }];
  });
  for (const contact of fetched) contacts.set(contact.vendorId, contact);
  if (fetched.length > 0) await keep(deps, fetched);
  return contacts;
}

async function keep(deps: LogisticsDeps, rows: readonly (typeof vendorContacts.$inferInsert)[]): Promise<void> {
  const replaced = Object.fromEntries(
    (['name', 'email', 'phone', 'country', 'currency'] as const).map((column) => [column, sql.raw(`excluded.${column}`)]),
  );
  await deps.db.transaction(async (tx) => {
    await tx
      .insert(vendorContacts)
      .values(rows.toSorted((left, right) => (left.vendorId < right.vendorId ? -1 : 1)))
      .onConflictDoUpdate({
        target: vendorContacts.vendorId,
        set: { ...replaced, pickupAddress: sql`excluded.pickup_address`, fetchedAt: sql`excluded.fetched_at` },
      });
  });
}
