import type { Reader, Transaction } from '@marketgraph/db';
import { and, eq } from 'drizzle-orm';
import { lockVendors } from '../locks.ts';
import { vendors, warehouses, type VendorRow } from './vendor.tables.ts';

export interface VendorWithWarehouse extends VendorRow {
  /** Its default one. */
  readonly warehouseId: string;
}

export async function readVendor(reader: Reader, id: string): Promise<VendorWithWarehouse | undefined> {
  const [row] = await reader
    .select({ vendor: vendors, warehouseId: warehouses.id })
    .from(vendors)
    .innerJoin(warehouses, and(eq(warehouses.vendorId, vendors.id), warehouses.isDefault))
    .where(eq(vendors.id, id));
  return row === undefined ? undefined : { ...row.vendor, warehouseId: row.warehouseId };
}

/** Locked first, so that what is read stays true to the end of the transaction. */
export async function lockVendor(tx: Transaction, id: string): Promise<VendorWithWarehouse | undefined> {
  await lockVendors(tx, [id]);
  return readVendor(tx, id);
}
