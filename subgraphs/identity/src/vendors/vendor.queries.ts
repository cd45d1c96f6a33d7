import type { Reader } from '@marketgraph/db';
import type { CurrencyCode, Id } from '@marketgraph/kernel';
import type { Cursor, Page } from '@marketgraph/server';
import { and, asc, desc, eq, getTableColumns, gt, gte, inArray, isNotNull, like, lt, or, sql, type SQL } from 'drizzle-orm';
import { cursorId, cursorNumber, cursorText, cursorTime } from '../cursors.ts';
import { countryCode, oneLine } from '../profile/profile.rules.ts';
import { isSlug } from './slug.rules.ts';
import type { VendorStatus } from './vendor-status.rules.ts';
import { addresses, vendors, type BusinessType } from './vendor.tables.ts';
import { isMissing } from '../optional.ts';

export type VendorRow = typeof vendors.$inferSelect;
export type AddressRow = typeof addresses.$inferSelect;

/** A vendor and its place in a sorted list. */
export interface ListedVendor {
  readonly vendor: VendorRow;
  readonly sortKey: string | number;
}

export function vendorsByIds(db: Reader, ids: readonly Id<'Vendor'>[]): Promise<VendorRow[]> {
  return ids.length === 0 ? Promise.resolve([]) : db.select().from(vendors).where(inArray(vendors.id, [...ids]));
}

/** Addresses of stores belong to vendors that were approved once: an application has only asked for one. */
export async function vendorBySlug(db: Reader, slug: string): Promise<VendorRow | undefined> {
  if (!isSlug(slug)) return undefined;
  const [vendor] = await db.select().from(vendors).where(and(eq(vendors.slug, slug), isNotNull(vendors.approvedAt)));
  return vendor;
}

/** Of the slugs `slug`, `slug-2`, `slug-3` … those that somebody has, other than `except`. */
export async function takenSlugs(db: Reader, slug: string, except?: Id<'Vendor'>): Promise<Set<string>> {
  const alike = or(eq(vendors.slug, slug), like(vendors.slug, `${slug.slice(0, 50)}%`));
  const rows = await db.select({ id: vendors.id, slug: vendors.slug }).from(vendors).where(and(isNotNull(vendors.approvedAt), alike));
  return new Set(rows.filter(({ id }) => id !== except).map((row) => row.slug));
}

export function addressesByIds(db: Reader, ids: readonly Id<'Address'>[]): Promise<AddressRow[]> {
  return ids.length === 0 ? Promise.resolve([]) : db.select().from(addresses).where(inArray(addresses.id, [...ids]));
}

export function pickupAddresses(db: Reader, vendorIds: readonly Id<'Vendor'>[]): Promise<AddressRow[]> {
  return vendorIds.length === 0 ? Promise.resolve([]) : db.select().from(addresses).where(inArray(addresses.vendorId, [...vendorIds]));
}

export interface VendorFilter {
  readonly query?: string | null | undefined;
  readonly country?: string | null | undefined;
  readonly currency?: CurrencyCode | null | undefined;
  readonly businessTypes?: readonly BusinessType[] | null | undefined;
  readonly minimumRating?: number | null | undefined;
}

const QUERY_MAXIMUM_LENGTH = 200;
/** No vendor is there. */
const NOWHERE = '';

export type VendorSort = 'NEWEST' | 'NAME' | 'RATING';

/** Approved vendors alone; one row more than the page holds. Each order has its index. */
export async function publicVendors(db: Reader, filter: VendorFilter, sort: VendorSort, page: Page): Promise<ListedVendor[]> {
  const rows = await db
    .select({ vendor: getTableColumns(vendors), lowerName })
    .from(vendors)
    .where(and(eq(vendors.status, 'APPROVED'), ...conditions(filter), page.after === null ? undefined : behind(page.after, sort)))
    .orderBy(...ORDERS[sort])
    .limit(page.limit + 1);
  return rows.map((row) => ({ vendor: row.vendor, sortKey: sortKeyOf(row, sort) }));
}

/** Oldest application first. */
export async function applications(db: Reader, status: VendorStatus, { limit, after }: Page): Promise<VendorRow[]> {
  const next = after === null ? undefined : behindApplication(cursorTime(after), cursorId('Vendor', after));
  return db
    .select()
    .from(vendors)
    .where(and(eq(vendors.status, status), next))
    .orderBy(asc(vendors.createdAt), asc(vendors.id))
    .limit(limit + 1);
}

function behindApplication(createdAt: Date, id: Id<'Vendor'>): SQL | undefined {
  return or(gt(vendors.createdAt, createdAt), and(eq(vendors.createdAt, createdAt), gt(vendors.id, id)));
}

/** Made by the database, for the cursor too: JavaScript's lower case is another one for some letters. */
const lowerName = sql<string>`lower(${vendors.name})`;

const ORDERS: Readonly<Record<VendorSort, readonly SQL[]>> = {
  NEWEST: [desc(vendors.approvedAt), desc(vendors.id)],
  NAME: [asc(lowerName), asc(vendors.id)],
  RATING: [desc(vendors.ratingHundredths), desc(vendors.id)],
};

function sortKeyOf(row: { vendor: VendorRow; lowerName: string }, sort: VendorSort): string | number {
  if (sort === 'NAME') return row.lowerName;
  return sort === 'RATING' ? row.vendor.ratingHundredths : (row.vendor.approvedAt?.toISOString() ?? '');
}

function behind(cursor: Cursor, sort: VendorSort): SQL | undefined {
  const vendorId = cursorId('Vendor', cursor);
  switch (sort) {
    case 'NEWEST': {
      const approvedAt = cursorTime(cursor);
      return or(lt(vendors.approvedAt, approvedAt), and(eq(vendors.approvedAt, approvedAt), lt(vendors.id, vendorId)));
    }
    case 'NAME': {
      const name = cursorText(cursor);
      return or(gt(lowerName, name), and(eq(lowerName, name), gt(vendors.id, vendorId)));
    }
    case 'RATING': {
      const rating = cursorNumber(cursor);
      return or(lt(vendors.ratingHundredths, rating), and(eq(vendors.ratingHundredths, rating), lt(vendors.id, vendorId)));
    }
  }
}

function conditions({ query, country, currency, businessTypes, minimumRating }: VendorFilter): (SQL | undefined)[] {
  const words = oneLine(query ?? '', QUERY_MAXIMUM_LENGTH)?.toLowerCase() ?? '';
  return [
    words === '' ? undefined : like(lowerName, `%${words.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`),
    isMissing(country) ? undefined : eq(vendors.country, countryCode(country) ?? NOWHERE),
    isMissing(currency) ? undefined : eq(vendors.currency, currency),
    isMissing(businessTypes) || businessTypes.length === 0 ? undefined : inArray(vendors.businessType, [...businessTypes]),
    isMissing(minimumRating) ? undefined : gte(vendors.ratingHundredths, minimumRating * 100),
  ];
}
