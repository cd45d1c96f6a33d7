import { encodeId } from '@marketgraph/kernel';
import { vendorMember } from '@marketgraph/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createVendorProjection } from './builders.ts';
import { createUpload } from '../src/imports/create-upload.ts';
import { importUploadRoute } from '../src/imports/receive-upload.ts';
import { runImports } from '../src/imports/run/run-imports.ts';
import { createHarness, type Harness } from './support/harness.ts';
import { countsByCode, csvOf, importCsv, order, readImport, readIssues, type Importer, type ImportView } from './support/importing.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.drop());

async function newImporter(): Promise<Importer> {
  return { harness, vendorId: await createVendorProjection(harness.deps) };
}

/** Files as they are, whatever their bytes and size. */
async function importBytes(importer: Importer, bytes: Buffer): Promise<ImportView> {
  const viewer = vendorMember(importer.vendorId);
  const upload = await createUpload(harness.deps, viewer, importer.vendorId);
  if (!upload.ok) throw new Error('no upload');
  const { token } = upload.value;
  const { status } = await importUploadRoute(harness.deps).handle({ headers: { 'x-upload-token': token }, rawBody: bytes, query: new URLSearchParams() });
  expect(status).toBe(201);
  const { import: started } = await order({ ...importer, viewer }, { uploadToken: token });
  await runImports(harness.deps);
  return readImport(importer, started?.id ?? '');
}

const handles = async ({ vendorId }: Importer) => {
  const rows = await harness.deps.db.reader.execute<{ handle: string }>(sql`select handle from products where vendor_id = ${vendorId} order by created_at, id`);
  return rows.map(({ handle }) => handle);
};

const good = { 'Handle': 'good', 'Title': 'Good', 'Type': 'Toys', 'Variant Price': '1.00' };

describe('a file that cannot be read', () => {
  it.each([
    ['nothing at all', Buffer.from('\uFEFF\n\n'), 'EMPTY_FILE', null],
    ['no header of ours', Buffer.from('a,b\n1,2\n'), 'MISSING_COLUMN', 1],
    ['a page', Buffer.from('<!doctype html><html><body>Sign in</body></html>'), 'MISSING_COLUMN', 1],
    ['a quote that is never closed', Buffer.from('Handle,Title,Variant Price\ngood,Good,1\nbad,"Bad,2\nlater,Later,3\n'), 'UNTERMINATED_QUOTE', 3],
    ['another encoding', Buffer.from('Handle,Title,Variant Price\ngood,Caf\u00e9,1\n', 'latin1'), 'UNREADABLE_FILE', null],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), 'UNREADABLE_FILE', null],
    ['six hundred columns', Buffer.from(`Handle,Title,Variant Price${',x'.repeat(597)}\n`), 'TOO_MANY_COLUMNS', 1],
    ['a hundred thousand rows and one', Buffer.from(`Handle,Title,Variant Price\n${'a,b,1\n'.repeat(100_001)}`), 'TOO_MANY_ROWS', 100_002],
  ])('imports nothing: %s', async (_, bytes, code, row) => {
    const importer = await newImporter();
    const done = await importBytes(importer, bytes);
    expect(done).toMatchObject({ status: 'FAILED', productsCreated: 0, processedRows: 0, errorCount: 1 });
    expect((await readIssues(importer, done.id, 'errors')).map((issue) => [issue.code, issue.row])).toEqual([[code, row]]);
    expect(await handles(importer)).toEqual([]);
  });
});

describe('what is hostile in a file', () => {
  it('is only text: formulas stay what they are, and are no numbers', async () => {
    const importer = await newImporter();
    const evil = '=HYPERLINK("https://evil.test","x")';
    const done = await importCsv(importer, csvOf({ ...good, 'Title': evil, 'Vendor': '@SUM(A1)', 'Tags': '+1,-1', 'Variant SKU': '=cmd|calc' }, { ...good, 'Handle': 'sum', 'Variant Price': '=1+1' }, { ...good, 'Handle': '=evil' }));
    expect([countsByCode(done), await handles(importer)]).toEqual([{ INVALID_PRICE: 1, INVALID_HANDLE: 1, NO_VARIANT: 1 }, ['good']]);
    const { vendorProducts } = await harness.client.as(vendorMember(importer.vendorId)).query<{ vendorProducts: { nodes: unknown[] } }>(
      'query($id: ID!) { vendorProducts(vendorId: $id) { nodes { title brand tags variants { sku } } } }', { id: encodeId('Vendor', importer.vendorId) },
    );
    expect(vendorProducts.nodes).toEqual([{ title: evil, brand: '@SUM(A1)', tags: ['+1', '-1'], variants: [{ sku: '=cmd|calc' }] }]);
  });

  it('costs its row: a cell of five megabytes, zero bytes, half a character, a row that is cut', async () => {
    const importer = await newImporter();
    const bytes = Buffer.from(
      [
        'Handle,Title,Body (HTML),Variant Price,Type', 'first,First,,1,Toys', `huge,Huge,"<p>${'x'.repeat(5_000_000)}</p>",1,Toys`, 'zero,Ze\0ro,,1,Toys', 'cut,Cut', 'more,More,,1,Toys,and,more',
        'trail,Trail,,1,Toys,,', 'last,Last,,1,Toys', ',No handle,,1,Toys',
      ].join('\n'),
    );
    const done = await importBytes(importer, bytes);
    expect(done).toMatchObject({ status: 'SUCCEEDED', totalRows: 8, processedRows: 8, skippedRows: 5, totalProducts: 8, productsCreated: 3, productsSkipped: 4, errorCount: 5 });
    expect((await readIssues(importer, done.id, 'errors')).map(({ row, column, handle, code }) => [row, column, handle, code])).toEqual([
      [3, 'Body (HTML)', 'huge', 'CELL_TOO_LONG'], [4, 'Title', 'zero', 'INVALID_CHARACTER'], [5, null, 'cut', 'COLUMN_COUNT'], [6, null, 'more', 'COLUMN_COUNT'], [9, 'Handle', null, 'MISSING_HANDLE'],
    ]);
    expect(await handles(importer)).toEqual(['first', 'trail', 'last']);
    expect(await harness.broken()).toEqual([]);
  });

  it('is a header of a hundred columns, with bytes in it that no database takes', async () => {
    const importer = await newImporter();
    const strange = Array.from({ length: 97 }, (_, index) => `x${index}\0\u202e${'y'.repeat(300)}`);
    const done = await importBytes(importer, Buffer.from(`Handle,Title,Variant Price,${strange.join(',')}\ngood,Good,1${','.repeat(97)}\n`));
    expect([done.status, done['productsCreated'], countsByCode(done)]).toEqual(['SUCCEEDED', 1, { UNKNOWN_COLUMN: 97, UNMAPPED_CATEGORY: 1 }]);
    expect((await readIssues(importer, done.id, 'warnings'))[0]).toMatchObject({ row: 1, column: `x0 ${'y'.repeat(77)}…` });
  });

  it('is one product of far too many variants, and far too many products of one row', async () => {
    const importer = await newImporter();
    const variants = Array.from({ length: 1_000 }, (_, index) => ({ ...good, 'Option1 Name': 'Size', 'Option1 Value': `s${index}` }));
    const done = await importCsv(importer, csvOf(...variants));
    expect(done).toMatchObject({ productsCreated: 1, variantsCreated: 200, skippedRows: 800, errorCount: 800 });
  });

  it('is more issues than anybody reads: all are counted, the first five thousand kept', async () => {
    const importer = await newImporter();
    const done = await importBytes(importer, Buffer.from(`Handle,Title,Variant Price\n${Array.from({ length: 6_000 }, (_, index) => `h${index},,x`).join('\n')}\n`));
    expect(done).toMatchObject({ status: 'SUCCEEDED', totalRows: 6_000, skippedRows: 6_000, productsSkipped: 6_000 });
    expect([done.errorCount, countsByCode(done)]).toEqual([12_000, { INVALID_PRICE: 6_000, MISSING_TITLE: 6_000 }]);
    const [kept] = await harness.deps.db.reader.execute<{ kept: number }>(sql`select count(*)::int as kept from product_import_issues i join product_imports p on p.id = i.import_id where p.vendor_id = ${importer.vendorId}`);
    expect(kept).toEqual({ kept: 5_000 });
  });

  it('is markup that acts, addresses that lead inside, and names that lead up', async () => {
    const importer = await newImporter();
    const done = await importCsv(
      importer,
      csvOf(
        { ...good, 'Body (HTML)': '<p onclick="x()">Hi</p><iframe src="https://evil.test"></iframe><img src=x onerror=alert(1)><a href="javascript:alert(1)">y</a>', 'Image Src': 'file:///etc/passwd', 'Variant Image': 'http://user:pass@x.test/1.jpg' },
        { ...good, 'Handle': '../../etc/passwd' }, { ...good, 'Handle': 'a b' }, { ...good, 'Handle': '%00' },
      ),
    );
    expect(countsByCode(done)).toEqual({ DESCRIPTION_SANITISED: 1, INVALID_IMAGE: 2, INVALID_HANDLE: 3 });
    const [row] = await harness.deps.db.reader.execute<{ description: string; images: number }>(sql`select description, (select count(*)::int from product_images i where i.product_id = p.id) as images from products p where vendor_id = ${importer.vendorId}`);
    expect(row?.images).toBe(0);
    expect(row?.description).not.toMatch(/onclick|iframe|onerror|javascript/);
  });

  it('are rows of one product that stand far apart, in several batches of it', async () => {
    const importer = await newImporter();
    const many = Array.from({ length: 120 }, (_, index) => ({ ...good, 'Handle': `p${index}`, 'Option1 Name': 'Size', 'Option1 Value': 'S' }));
    const done = await importCsv(importer, csvOf(...many, ...many.toReversed().map(({ Handle }) => ({ Handle, 'Option1 Value': 'L', 'Variant Price': '2.00' }))));
    expect(done).toMatchObject({ totalProducts: 120, productsCreated: 120, variantsCreated: 240, errorCount: 0 });
    expect(await handles(importer)).toEqual(many.map(({ Handle }) => Handle));
  });
});
