import type { DemoData, DemoUser, DemoVendor } from '@marketgraph/contracts';
import type { Database } from '@marketgraph/db';
import { addMilliseconds, createFakeClock, createIdGenerator, DAY, type Id } from '@marketgraph/kernel';
import { users } from '../accounts/account.tables.ts';
import { vendorMembers } from '../team/team.tables.ts';
import { addresses, vendors } from '../vendors/vendor.tables.ts';

const CHUNK = 500;

/** People, stores and teams of the demo marketplace; everybody has verified their address and has the same password. */
export async function loadDemo(db: Database, data: DemoData): Promise<boolean> {
  return db.transaction(async (tx) => {
    if ((await tx.select({ id: users.id }).from(users).limit(1)).length > 0) return false;
    await inChunks(data.users, (chunk) => tx.insert(users).values(chunk.map((user) => userRow(user, data.passwordHash))));
    const ratings = ratingsByVendor(data);
    await inChunks(data.vendors, (chunk) => tx.insert(vendors).values(chunk.map((vendor) => vendorRow(vendor, ratings.get(vendor.id), data.now))));
    const ids = createIdGenerator(createFakeClock(data.now));
    const pickups = data.vendors.map(({ id, address, createdAt }) => ({ ...address, id: ids.next('Address'), vendorId: id, updatedAt: createdAt }));
    await inChunks(pickups, (chunk) => tx.insert(addresses).values(chunk));
    const seats = data.vendors.flatMap(({ id, team, createdAt }) => team.map((seat) => ({ ...seat, vendorId: id, joinedAt: createdAt })));
    await inChunks(seats, (chunk) => tx.insert(vendorMembers).values(chunk));
    return true;
  });
}

function userRow({ registeredAt, ...user }: DemoUser, passwordHash: string): typeof users.$inferInsert {
  return { ...user, passwordHash, currency: 'USD', timeZone: 'UTC', emailVerifiedAt: registeredAt, createdAt: registeredAt, updatedAt: registeredAt };
}

interface Rating {
  readonly count: number;
  readonly sum: number;
}

function vendorRow({ email, phone, address, team: _team, ...vendor }: DemoVendor, rating: Rating | undefined, now: Date): typeof vendors.$inferInsert {
  const decidedAt = addMilliseconds(vendor.createdAt, DAY);
  return {
    ...vendor,
    businessType: 'COMPANY',
    contactEmail: email,
    contactPhone: phone,
    country: address.country,
    statusReason: '',
    statusChangedAt: vendor.status === 'APPROVED' ? decidedAt : vendor.createdAt,
    approvedAt: vendor.status === 'APPROVED' ? decidedAt : null,
    ratingCount: rating?.count ?? 0,
    ratingSum: rating?.sum ?? 0,
    ratedAt: rating === undefined ? null : now,
    updatedAt: vendor.createdAt,
  };
}

/** As the events of the reviews would have left it behind. */
function ratingsByVendor({ reviews }: DemoData): ReadonlyMap<Id<'Vendor'>, Rating> {
  const ratings = new Map<Id<'Vendor'>, Rating>();
  for (const { vendorId, rating } of reviews) {
    const { count, sum } = ratings.get(vendorId) ?? { count: 0, sum: 0 };
    ratings.set(vendorId, { count: count + 1, sum: sum + rating });
  }
  return ratings;
}

async function inChunks<Row>(rows: readonly Row[], write: (chunk: Row[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) await write(rows.slice(from, from + CHUNK));
}
