import { encodeId, MINUTE, SECOND, type Id } from '@marketgraph/kernel';
import { silentLogger } from '@marketgraph/server';
import { Crashed, testClient, vendorMember, waitFor } from '@marketgraph/testing';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createVendorProjection } from './builders.ts';
import { createCatalog } from '../src/app.ts';
import { importUploadChunks, importUploads, productImportRows, productImports } from '../src/imports/import.tables.ts';
import { CRASH_POINTS } from '../src/imports/crash-points.ts';
import { createImportRunner } from '../src/imports/run/import-runner.ts';
import { runImports } from '../src/imports/run/run-imports.ts';
import { startImport } from '../src/imports/start-import.ts';
import { createHarness, type Harness } from './support/harness.ts';
import { csvOf, importCsv, order, readImport, type Importer } from './support/importing.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
  await harness.deps.live.start();
});
afterAll(async () => {
  await harness.deps.live.stop();
  await harness.drop();
});

async function newImporter(): Promise<Importer> {
  return { harness, vendorId: await createVendorProjection(harness.deps) };
}

/** Three batches of products with two variants each, and more rows than are put aside at once. */
const PRODUCTS = 130;
const big = (price = '5.00') =>
  csvOf(
    ...Array.from({ length: PRODUCTS }, (_, index) => index).flatMap((number) => [
      { 'Handle': `thing-${number}`, 'Title': `Thing ${number}`, 'Published': 'TRUE', 'Option1 Name': 'Size', 'Option1 Value': 'S', 'Variant Inventory Tracker': 'shopify', 'Variant Inventory Qty': 3, 'Variant Price': price, 'Type': 'Toys' },
      { 'Handle': `thing-${number}`, 'Option1 Value': 'L', 'Variant Inventory Tracker': 'shopify', 'Variant Inventory Qty': 4, 'Variant Price': price },
      { 'Handle': `thing-${number}`, 'Image Src': `https://x.test/${number}-1.jpg` },
      { 'Handle': `thing-${number}`, 'Image Src': `https://x.test/${number}-2.jpg` },
    ]),
  );

async function counted({ vendorId }: Importer) {
  const [counts] = await harness.deps.db.reader.execute(sql`
    select (select count(*)::int from products where vendor_id = ${vendorId}) as products, (select count(*)::int from variants where vendor_id = ${vendorId}) as variants,
      (select count(*)::int from product_images i join products p on p.id = i.product_id where p.vendor_id = ${vendorId}) as images,
      (select sum(quantity)::int from stock_levels l join variants v on v.id = l.variant_id where v.vendor_id = ${vendorId}) as pieces`);
  return counts;
}
const WHOLE = { products: PRODUCTS, variants: 2 * PRODUCTS, images: 2 * PRODUCTS, pieces: 7 * PRODUCTS };

async function idOf(importer: Importer, input: Readonly<Record<string, unknown>>): Promise<string> {
  const { import: started, message } = await order(importer, input);
  if (started === undefined) throw new Error(`refused: ${message}`);
  return started.id;
}

describe('a crash', () => {
  it.each(CRASH_POINTS.filter((name) => name.startsWith('import.') && name !== 'import.after-started'))('at %s loses nothing and doubles nothing', async (point) => {
    const importer = await newImporter();
    const id = await idOf(importer, { csv: big() });
    await harness.newEvents();
    harness.deps.crash.arm(point);
    await expect(runImports(harness.deps)).rejects.toBeInstanceOf(Crashed);
    const isOver = point === 'import.after-finished';
    expect(await readImport(importer, id)).toMatchObject({ status: isOver ? 'SUCCEEDED' : 'RUNNING' });
    // Whoever died holds it until its time is over.
    expect(await runImports(harness.deps)).toBe(0);
    harness.deps.clock.advance(MINUTE);
    expect(await runImports(harness.deps)).toBe(isOver ? 0 : 1);
    expect(await readImport(importer, id)).toMatchObject({ status: 'SUCCEEDED', totalRows: 4 * PRODUCTS, processedRows: 4 * PRODUCTS, productsCreated: PRODUCTS, productsUpdated: 0, productsUnchanged: 0, variantsCreated: 2 * PRODUCTS, imagesAdded: 2 * PRODUCTS, errorCount: 0, warningCount: 0 });
    expect(await counted(importer)).toEqual(WHOLE);
    const events = await harness.newEvents();
    expect([events.length, new Set(events.map(({ aggregateId, version }) => `${aggregateId} ${version}`)).size]).toEqual([2 * PRODUCTS, 2 * PRODUCTS]);
    expect(await harness.broken()).toEqual([]);
  });

  it('after it was ordered leaves it ordered: the same key answers it', async () => {
    const importer = await newImporter();
    const input = { vendorId: importer.vendorId, csv: csvOf({ 'Handle': 'a', 'Title': 'A', 'Variant Price': '1' }), uploadToken: null, dryRun: false, currency: null, categoryMap: [], idempotencyKey: 'once' };
    const viewer = vendorMember(importer.vendorId);
    harness.deps.crash.arm('import.after-started');
    await expect(startImport(harness.deps, viewer, input)).rejects.toBeInstanceOf(Crashed);
    const again = await startImport(harness.deps, viewer, input);
    expect(again).toMatchObject({ ok: true, value: { import: { status: 'QUEUED' } } });
    expect([await runImports(harness.deps), await counted(importer)]).toEqual([1, { products: 1, variants: 1, images: 0, pieces: 0 }]);
  });

  it('is taken over by one process alone', async () => {
    const importer = await newImporter();
    const id = await idOf(importer, { csv: big() });
    harness.deps.crash.arm('import.after-batch');
    await expect(runImports(harness.deps)).rejects.toBeInstanceOf(Crashed);
    harness.deps.clock.advance(MINUTE);
    expect((await Promise.all([runImports(harness.deps), runImports(harness.deps), runImports(harness.deps)])).toSorted()).toEqual([0, 0, 1]);
    expect(await readImport(importer, id)).toMatchObject({ status: 'SUCCEEDED', productsCreated: PRODUCTS });
    expect(await counted(importer)).toEqual(WHOLE);
  });

  it.each([3, 4, 5])('that was none but a long pause is noticed by the process that slept: before its transaction %i it writes nothing any more', async (nth) => {
    const importer = await newImporter();
    const id = await idOf(importer, { csv: big() });
    const asleep = Promise.withResolvers<void>();
    const woken = Promise.withResolvers<void>();
    let transactions = 0;
    const { db } = harness.deps;
    const sleepy: typeof db = {
      ...db,
      transaction: async (work) => {
        transactions += 1;
        if (transactions === nth) {
          asleep.resolve();
          await woken.promise;
        }
        return db.transaction(work);
      },
    };
    const slow = runImports({ ...harness.deps, db: sleepy });
    await asleep.promise;
    harness.deps.clock.advance(MINUTE);
    harness.deps.crash.arm('import.after-claimed');
    await expect(runImports(harness.deps)).rejects.toBeInstanceOf(Crashed);
    const [before, was] = [await readImport(importer, id), await counted(importer)];
    woken.resolve();
    expect(await slow).toBe(1);
    expect([await readImport(importer, id), await counted(importer)]).toEqual([before, was]);
    harness.deps.clock.advance(MINUTE);
    expect(await runImports(harness.deps)).toBe(1);
    expect(await readImport(importer, id)).toMatchObject({ status: 'SUCCEEDED', productsCreated: PRODUCTS });
    expect(await counted(importer)).toEqual(WHOLE);
  });

  it('again and again ends in failure, and not in a loop', async () => {
    const importer = await newImporter();
    const id = await idOf(importer, { csv: big() });
    for (let run = 0; run < 25; run += 1) {
      harness.deps.crash.arm('import.after-claimed');
      await expect(runImports(harness.deps)).rejects.toBeInstanceOf(Crashed);
      harness.deps.clock.advance(MINUTE);
    }
    expect(await runImports(harness.deps)).toBe(1);
    expect(await readImport(importer, id)).toMatchObject({ status: 'FAILED', issueCounts: [{ code: 'INTERNAL', count: 1 }], productsCreated: 0 });
  });
});

describe('what goes wrong on our side', () => {
  it('is tried again later, five times, and what was written before stays', async () => {
    const importer = await newImporter();
    const id = await idOf(importer, { csv: big() });
    harness.deps.crash.arm('import.after-batch');
    await expect(runImports(harness.deps)).rejects.toBeInstanceOf(Crashed);
    harness.deps.clock.advance(MINUTE);
    // A table that is away: the second batch cannot be written.
    const deps = { ...harness.deps, log: silentLogger };
    await harness.deps.db.transaction((tx) => tx.execute(sql`alter table imported_quantities rename to away`));
    for (const [attempt, pause] of [2, 4, 8, 16].entries()) {
      expect(await runImports(deps)).toBe(1);
      expect(await readImport(importer, id)).toMatchObject({ status: 'RUNNING', productsCreated: 50 });
      harness.deps.clock.advance(pause * SECOND - 1);
      expect([attempt, await runImports(deps)]).toEqual([attempt, 0]);
      harness.deps.clock.advance(1);
    }
    expect(await runImports(deps)).toBe(1);
    await harness.deps.db.transaction((tx) => tx.execute(sql`alter table away rename to imported_quantities`));
    expect(await readImport(importer, id)).toMatchObject({ status: 'FAILED', processedRows: 200, productsCreated: 50, issueCounts: [{ code: 'INTERNAL', severity: 'ERROR', count: 1 }] });
    expect(await counted(importer)).toMatchObject({ products: 50 });
    // As it says: importing again doubles nothing.
    expect(await importCsv(importer, big())).toMatchObject({ status: 'SUCCEEDED', productsCreated: 80, productsUnchanged: 50 });
    expect(await counted(importer)).toEqual(WHOLE);
  });
});

describe('several imports', () => {
  it('of one vendor run one after the other, in the order in which they were ordered', async () => {
    const importer = await newImporter();
    const ids = [await idOf(importer, { csv: big('1.00') }), await idOf(importer, { csv: big('2.00') }), await idOf(importer, { csv: big('3.00') })];
    await Promise.all([runImports(harness.deps), runImports(harness.deps), runImports(harness.deps)]);
    await runImports(harness.deps);
    const [first, second, third] = await Promise.all(ids.map((id) => readImport(importer, id)));
    expect([first?.['productsCreated'], second?.['productsUpdated'], third?.['productsUpdated']]).toEqual([PRODUCTS, PRODUCTS, PRODUCTS]);
    const prices = await harness.deps.db.reader.execute(sql`select distinct price::text from variants where vendor_id = ${importer.vendorId}`);
    expect(prices).toEqual([{ price: '300' }]);
    expect(await counted(importer)).toEqual(WHOLE);
  });

  it('of one vendor wait for the one that runs, those of others do not', async () => {
    const [importer, other] = [await newImporter(), await newImporter()];
    const [first, second] = [await idOf(importer, { csv: big() }), await idOf(importer, { csv: big() })];
    harness.deps.crash.arm('import.after-claimed');
    await expect(runImports(harness.deps)).rejects.toBeInstanceOf(Crashed);
    const third = await idOf(other, { csv: big() });
    expect(await runImports(harness.deps)).toBe(1);
    expect([(await readImport(importer, first)).status, (await readImport(importer, second)).status, (await readImport(other, third)).status]).toEqual(['RUNNING', 'QUEUED', 'SUCCEEDED']);
    harness.deps.clock.advance(MINUTE);
    expect(await runImports(harness.deps)).toBe(2);
    expect([(await readImport(importer, first)).status, (await readImport(importer, second)).status]).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  });
});

describe('cancelling', () => {
  const cancel = async ({ vendorId }: Importer, id: string, viewer = vendorMember(vendorId)) => {
    const document = `mutation($id: ID!) { productImportCancel(input: { id: $id }) { __typename ... on ProductImportCancelSuccess { import { status canCancel } } ... on ProductImportEnded { code message import { status } } ... on NotFound { path } } }`;
    return (await harness.client.as(viewer).mutate<{ productImportCancel: Record<string, unknown> }>(document, { id })).productImportCancel;
  };

  it('ends one that waits, and does not run it', async () => {
    const importer = await newImporter();
    const id = await idOf(importer, { csv: big() });
    const cancelled = { __typename: 'ProductImportCancelSuccess', import: { status: 'CANCELLED', canCancel: false } };
    expect([await cancel(importer, id), await cancel(importer, id)]).toEqual([cancelled, cancelled]);
    expect(await runImports(harness.deps)).toBe(0);
    expect(await counted(importer)).toMatchObject({ products: 0 });
  });

  it('ends one that runs after the batch under way, and what was written stays', async () => {
    const importer = await newImporter();
    const id = await idOf(importer, { csv: big() });
    let batches = 0;
    const deps = { ...harness.deps, crash: { point: (name: string) => { if (name === 'import.after-batch') batches += 1; } } };
    const running = runImports(deps, () => true);
    await waitFor(() => batches > 0);
    expect(await cancel(importer, id)).toMatchObject({ import: { status: 'CANCELLED' } });
    await running;
    const { status, processedRows, productsCreated } = await readImport(importer, id);
    expect([status, productsCreated]).toEqual(['CANCELLED', processedRows / 4]);
    expect(productsCreated).toBeLessThan(PRODUCTS);
    expect(await counted(importer)).toMatchObject({ products: productsCreated });
    expect(await harness.broken()).toEqual([]);
  });

  it('comes too late for one that has ended, and is not for strangers', async () => {
    const importer = await newImporter();
    const { id } = await importCsv(importer, big());
    expect(await cancel(importer, id)).toMatchObject({ __typename: 'ProductImportEnded', code: 'PRODUCT_IMPORT_ENDED', import: { status: 'SUCCEEDED' } });
    const waiting = await idOf(importer, { csv: big() });
    expect(await cancel(importer, waiting, vendorMember(await createVendorProjection(harness.deps)))).toEqual({ __typename: 'NotFound', path: ['id'] });
    expect(await readImport(importer, waiting)).toMatchObject({ status: 'QUEUED' });
    await cancel(importer, waiting);
  });
});

describe('the file', () => {
  it('is kept until its import has ended, and no longer', async () => {
    const importer = await newImporter();
    const count = async () => Promise.all([importUploads, importUploadChunks, productImportRows].map((table) => harness.deps.db.reader.$count(table)));
    const before = await count();
    await idOf(importer, { csv: big() });
    expect(await count()).toEqual([(before[0] ?? 0) + 1, (before[1] ?? 0) + 1, before[2]]);
    await runImports(harness.deps);
    expect(await count()).toEqual(before);
  });
});

describe('the runner', () => {
  const live = async (importer: Importer, id: string) => (await readImport(importer, id)).status;

  it('begins at once when it is woken, and leaves the rest to others when it is stopped', async () => {
    const importer = await newImporter();
    const id = await idOf(importer, { csv: big() });
    const runner = createImportRunner(harness.deps);
    runner.wake();
    expect(await live(importer, id)).toBe('QUEUED');
    runner.start();
    runner.wake();
    await waitFor(async () => (await live(importer, id)) === 'SUCCEEDED');

    const next = await idOf(importer, { csv: big('9.00') });
    runner.wake();
    await waitFor(async () => (await live(importer, next)) === 'RUNNING');
    await runner.stop();
    const [row] = await harness.deps.db.reader.select().from(productImports).where(eq(productImports.status, 'RUNNING'));
    // Due at once, not when a lease is over; and a graceful end is no failed attempt.
    if (row !== undefined) expect([row.dueAt, row.runs]).toEqual([harness.deps.clock.now(), 0]);
    expect(await runner.run()).toBe(0);
    await runImports(harness.deps);
    expect(await readImport(importer, next)).toMatchObject({ status: 'SUCCEEDED', productsUpdated: PRODUCTS });
  });

  it('is part of the subgraph: an import that is ordered is run without anybody asking', async () => {
    const importer = await newImporter();
    const subgraph = createCatalog({ ...harness.deps, network: { resolve: async () => [], allows: () => false } });
    await subgraph.start();
    try {
      const id = await idOf({ ...importer, harness: { ...harness, client: testClient(subgraph) } }, { csv: big() });
      await waitFor(async () => (await live(importer, id)) === 'SUCCEEDED');
    } finally {
      await subgraph.stop();
      await harness.deps.live.start();
    }
  });
});

describe('progress', () => {
  interface Event {
    readonly productImportProgressed: { readonly seq: number; readonly status: string; readonly totalRows: number | null; readonly processedRows: number; readonly import: { readonly status: string } };
  }
  const DOCUMENT = 'subscription($id: ID!, $since: Int) { productImportProgressed(importId: $id, since: $since) { seq gap snapshot status totalRows processedRows import { id status productsCreated } } }';

  it('is told from the beginning to the end, no more than twice a second between', async () => {
    const importer = await newImporter();
    const id = await idOf(importer, { csv: big() });
    const viewer = vendorMember(importer.vendorId);
    const stream = await harness.client.as(viewer).subscribe<Event>(DOCUMENT, { id });
    expect(await stream.next()).toEqual({ productImportProgressed: { seq: 0, gap: false, snapshot: true, status: 'QUEUED', totalRows: null, processedRows: 0, import: { id, status: 'QUEUED', productsCreated: 0 } } });
    await runImports(harness.deps);
    // The clock stands still, so nothing is due between.
    const told = (await stream.take(2)).map(({ productImportProgressed: { seq, status, totalRows, processedRows } }) => [seq, status, totalRows, processedRows]);
    expect(told).toEqual([[1, 'RUNNING', null, 0], [2, 'SUCCEEDED', 520, 520]]);
    await stream.close();

    const late = await harness.client.as(viewer).subscribe<Event>(DOCUMENT, { id, since: 1 });
    expect(await late.next()).toMatchObject({ productImportProgressed: { seq: 2, snapshot: false, status: 'SUCCEEDED', import: { productsCreated: PRODUCTS } } });
    await late.close();
  });

  it('is told at each batch where they take long', async () => {
    const importer = await newImporter();
    const id = await idOf(importer, { csv: big() });
    const stream = await harness.client.as(vendorMember(importer.vendorId)).subscribe<Event>(DOCUMENT, { id });
    await stream.next();
    await runImports({ ...harness.deps, crash: { point: () => harness.deps.clock.advance(500) } });
    const told = (await stream.take(6)).map(({ productImportProgressed: { status, totalRows, processedRows } }) => [status, totalRows, processedRows]);
    expect(told).toEqual([['RUNNING', null, 0], ['RUNNING', null, 0], ['RUNNING', 520, 0], ['RUNNING', 520, 200], ['RUNNING', 520, 400], ['SUCCEEDED', 520, 520]]);
    await stream.close();
  });

  it('is told to nobody else', async () => {
    const importer = await newImporter();
    const id = await idOf(importer, { csv: big() });
    const codeOf = async (vendorId: Id<'Vendor'>, role?: 'STAFF') => (await harness.client.as(vendorMember(vendorId, role)).errors(DOCUMENT, { id }))[0]?.extensions?.['code'];
    expect([await codeOf(await createVendorProjection(harness.deps)), await codeOf(importer.vendorId, 'STAFF')]).toEqual(['NOT_FOUND', 'FORBIDDEN']);
    const missing = encodeId('ProductImport', harness.deps.ids.next('ProductImport'));
    expect((await harness.client.as(vendorMember(importer.vendorId)).errors(DOCUMENT, { id: missing }))[0]?.extensions?.['code']).toBe('NOT_FOUND');
    await runImports(harness.deps);
  });
});
