import { randomUUID } from 'node:crypto';
import { decodeId } from '@marketgraph/kernel';
import { waitFor } from '@marketgraph/testing';
import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { must } from '../../support/must.ts';
import type { CrashWorld, Store } from '../support/crash-world.ts';

/** What a dead process had taken up is taken up again after a minute. */
const TAKEN_UP_MS = 90_000;
/** More rows than are read at once, more products than are written at once. */
const PRODUCTS = 130;
const SIZES = ['S', 'M', 'L', 'XL'];
const PIECES = 3;
const HEADER = 'Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Price,Image Src';

interface Imported {
  readonly id: string;
  readonly status: string;
  readonly productsCreated: number;
  readonly variantsCreated: number;
  readonly imagesAdded: number;
  readonly errorCount: number;
}

async function importFile({ id: vendorId, owner }: Store, csv: string, idempotencyKey: string): Promise<Imported> {
  const { productImportStart } = await owner.graph.request<{ productImportStart: { __typename: string; import?: Imported } }>(
    `mutation Import($input: ProductImportStartInput!) { productImportStart(input: $input) {
      __typename ... on UserError { message } ... on ProductImportStartSuccess { import { id status productsCreated variantsCreated imagesAdded errorCount } } } }`,
    { input: { vendorId, csv, idempotencyKey } },
  );
  return must(productImportStart.import, `import, but ${JSON.stringify(productImportStart)}`);
}

async function shelfOf({ databases }: CrashWorld, { id }: Store, prefix: string): Promise<unknown> {
  const vendorId = must(decodeId('Vendor', id), 'vendor');
  const [row] = await must(databases.get('catalog'), 'database').reader.execute(sql`
    select count(distinct p.id)::int as products, count(*)::int as variants, sum(l.quantity)::int as pieces
    from products p join variants v on v.product_id = p.id join stock_levels l on l.variant_id = v.id
    where p.vendor_id = ${vendorId} and starts_with(p.handle, ${prefix})`);
  return row;
}

/** An import goes on where it was, by itself; asked for again with the same key, it is the same. */
export async function importOfMany(world: CrashWorld, point: string): Promise<() => Promise<void>> {
  const store = await world.nextStore();
  const prefix = `${point.replaceAll('.', '-')}-`;
  const rows = Array.from({ length: PRODUCTS }, (_, index) =>
    SIZES.map((size, position) => [`${prefix}${index}`, position === 0 ? `Shirt ${index}` : '', 'Size', size, `${prefix}${index}-${size}`, 'shopify', PIECES, '12.50', ''].join(',')),
  ).flat();
  const csv = [HEADER, ...rows].join('\n');
  const key = randomUUID();
  await world.crash(point, () => importFile(store, csv, key));
  const { id } = await importFile(store, csv, key);
  return async () => {
    const done = await waitFor(
      async () => {
        const now = await importFile(store, csv, key);
        return now.status === 'SUCCEEDED' && now;
      },
      { timeoutMs: TAKEN_UP_MS, what: 'an import that is complete' },
    );
    expect(done).toEqual({ id, status: 'SUCCEEDED', productsCreated: PRODUCTS, variantsCreated: rows.length, imagesAdded: 0, errorCount: 0 });
    expect(await shelfOf(world, store, prefix)).toEqual({ products: PRODUCTS, variants: rows.length, pieces: rows.length * PIECES });
  };
}

/** A picture that was being fetched is fetched again; this one leads to our own machine, and is refused in the end. */
export async function pictureOfImport(world: CrashWorld, point: string): Promise<() => Promise<void>> {
  const store = await world.nextStore();
  const handle = point.replaceAll('.', '-');
  const csv = `${HEADER}\n${[handle, 'Lamp', 'Title', 'Default Title', handle, 'shopify', PIECES, '20.00', 'http://127.0.0.1/lamp.jpg'].join(',')}`;
  const key = randomUUID();
  const answer = await world.crash(point, () => importFile(store, csv, key));
  expect(answer).not.toBe('cut off');
  return async () => {
    expect(await importFile(store, csv, key)).toMatchObject({ status: 'SUCCEEDED', productsCreated: 1, imagesAdded: 1, errorCount: 0 });
    const images = await waitFor(
      async () => {
        const rows = await must(world.databases.get('catalog'), 'database').reader.execute<{ state: string }>(
          sql`select i.state from product_images i join products p on p.id = i.product_id where p.handle = ${handle}`,
        );
        return rows.every(({ state }) => state !== 'PENDING') && rows.map(({ state }) => state);
      },
      { timeoutMs: TAKEN_UP_MS, what: 'a picture that is settled' },
    );
    expect(images).toEqual(['FAILED']);
  };
}
