import type { Viewer } from '@marketgraph/contracts';
import type { Reader } from '@marketgraph/db';
import type { Id } from '@marketgraph/kernel';
import DataLoader from 'dataloader';
import { usersByIds, type UserRow } from './accounts/account.queries.ts';
import { activeSeatsOfUser, activeSeatsOfVendors, rolesByIds, type RoleRow, type SeatRow } from './team/team.queries.ts';
import { addressesByIds, pickupAddresses, vendorsByIds, type AddressRow, type VendorRow } from './vendors/vendor.queries.ts';

export interface Loaders {
  readonly user: DataLoader<Id<'User'>, UserRow | undefined>;
  readonly vendor: DataLoader<Id<'Vendor'>, VendorRow | undefined>;
  readonly role: DataLoader<Id<'VendorRole'>, RoleRow | undefined>;
  readonly address: DataLoader<Id<'Address'>, AddressRow | undefined>;
  readonly pickupAddress: DataLoader<Id<'Vendor'>, AddressRow | undefined>;
  /** The first active owner of a vendor. */
  readonly owner: DataLoader<Id<'Vendor'>, SeatRow | undefined>;
  /** The viewer's active seats, by vendor: from the database, never from the token, since this is where rights are kept. */
  viewerSeats(): Promise<ReadonlyMap<Id<'Vendor'>, SeatRow>>;
}

/** Made once a request: one statement for all keys that a request asks for at once, and nothing remembered after it. */
export function createLoaders(db: Reader, viewer: Viewer): Loaders {
  let viewerSeats: Promise<ReadonlyMap<Id<'Vendor'>, SeatRow>> | undefined;
  return {
    user: byKey((ids) => usersByIds(db, ids), (row) => row.id),
    vendor: byKey((ids) => vendorsByIds(db, ids), (row) => row.id),
    role: byKey((ids) => rolesByIds(db, ids), (row) => row.id),
    address: byKey((ids) => addressesByIds(db, ids), (row) => row.id),
    pickupAddress: byKey((ids) => pickupAddresses(db, ids), (row) => row.vendorId),
    owner: byKey(async (ids) => (await activeSeatsOfVendors(db, ids)).filter((seat) => seat.role === 'OWNER'), (row) => row.vendorId),
    viewerSeats: () => (viewerSeats ??= readViewerSeats(db, viewer)),
  };
}

async function readViewerSeats(db: Reader, viewer: Viewer): Promise<ReadonlyMap<Id<'Vendor'>, SeatRow>> {
  const seats = viewer.kind === 'user' ? await activeSeatsOfUser(db, viewer.userId) : [];
  return new Map(seats.map((seat) => [seat.vendorId, seat]));
}

/** Where several rows have one key the first of them is given. */
function byKey<Key extends string, Row>(read: (keys: readonly Key[]) => Promise<Row[]>, keyOf: (row: Row) => Key): DataLoader<Key, Row | undefined> {
  return new DataLoader(async (keys) => {
    const found = new Map<Key, Row>();
    for (const row of await read(keys)) if (!found.has(keyOf(row))) found.set(keyOf(row), row);
    return keys.map((key) => found.get(key));
  });
}
