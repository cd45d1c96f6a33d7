import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { compareTables } from '@marketgraph/db';
import { DAY, encodeId, HOUR, type Id } from '@marketgraph/kernel';
import { createRouteHandler, silentLogger } from '@marketgraph/server';
import { buyer, guest, operator, service, vendorMember } from '@marketgraph/testing';
import { is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { isEnumType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createVendorProjection } from './builders.ts';
import { createHarness, type Harness } from './support/harness.ts';
import { csvOf, importCsv, order, readImport, readIssues, START, type Importer } from './support/importing.ts';
import * as fetchTables from '../src/images/image-fetch.tables.ts';
import { ISSUE_SEVERITIES } from '../src/imports/file/issues.rules.ts';
import * as importTables from '../src/imports/import.tables.ts';
import { purgeImports } from '../src/imports/purge-imports.ts';
import { runImports } from '../src/imports/run/run-imports.ts';

let harness: Harness;
let address: string;
let close: () => void;
beforeAll(async () => {
  harness = await createHarness();
  const handle = createRouteHandler(harness.subgraph.routes, silentLogger);
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => server.close();
});
afterAll(async () => {
  close();
  await harness.drop();
});

async function newImporter(): Promise<Importer> {
  return { harness, vendorId: await createVendorProjection(harness.deps) };
}

const one = csvOf({ 'Handle': 'mug', 'Title': 'Mug', 'Type': 'Kitchen', 'Variant Price': '9.00' });

interface Upload {
  readonly token: string;
  readonly path: string;
  readonly maxBytes: number;
  readonly expiresAt: string;
}

async function upload({ vendorId }: Importer): Promise<Upload> {
  const document = 'mutation($id: ID!) { productImportUploadCreate(input: { vendorId: $id }) { __typename ... on ProductImportUploadCreateSuccess { token path maxBytes expiresAt } } }';
  return (await harness.client.as(vendorMember(vendorId)).mutate<{ productImportUploadCreate: Upload }>(document, { id: encodeId('Vendor', vendorId) })).productImportUploadCreate;
}

async function send(body: string | Buffer, token?: string): Promise<[status: number, body: unknown]> {
  const response = await fetch(`${address}/uploads/imports`, { method: 'POST', body, headers: { 'content-type': 'text/csv', ...(token === undefined ? {} : { 'x-upload-token': token }) } });
  return [response.status, await response.json()];
}

describe('uploading a file', () => {
  it('takes it by a token, and an import takes it once', async () => {
    const importer = await newImporter();
    const { token, path, maxBytes, expiresAt } = await upload(importer);
    expect([token.length, path, maxBytes, expiresAt]).toEqual([43, '/uploads/imports', 20_000_000, new Date(harness.deps.clock.now().getTime() + HOUR).toISOString()]);
    expect(await order(importer, { uploadToken: token })).toMatchObject({ __typename: 'InvalidInput', path: ['uploadToken'], message: 'No file has been uploaded under the token yet.' });
    expect(await send('not the right file', token)).toEqual([201, { byteSize: 18 }]);
    expect(await send(one, token)).toEqual([201, { byteSize: one.length }]);
    const { import: started } = await order(importer, { uploadToken: token });
    expect(await send(one, token)).toEqual([409, { error: 'The file is being imported already.' }]);
    expect(await order(importer, { uploadToken: token })).toMatchObject({ __typename: 'InvalidInput', path: ['uploadToken'] });
    await runImports(harness.deps);
    expect(await readImport(importer, started?.id ?? '')).toMatchObject({ status: 'SUCCEEDED', productsCreated: 1 });
  });

  it('keeps no token, only its hash', async () => {
    const { token } = await upload(await newImporter());
    const rows = await harness.deps.db.reader.select().from(importTables.importUploads);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('refuses what comes without a token, with a wrong or an old one, or empty, or too large', async () => {
    const { token } = await upload(await newImporter());
    expect(await send(one)).toEqual([401, { error: 'Send the token of the upload in the header x-upload-token.' }]);
    expect((await send(one, 'guessed'))[0]).toBe(401);
    expect(await send('', token)).toEqual([400, { error: 'The file is empty.' }]);
    expect((await send(Buffer.alloc(20_000_001), token).catch(() => [413]))[0]).toBe(413);
    expect((await send(Buffer.alloc(20_000_000, 'x'), token))[0]).toBe(201);
    harness.deps.clock.advance(HOUR);
    expect((await send(one, token))[0]).toBe(401);
  });

  it('is of use to its own vendor alone', async () => {
    const [mine, other] = [await newImporter(), await newImporter()];
    const { token } = await upload(mine);
    await send(one, token);
    expect(await order(other, { uploadToken: token })).toMatchObject({ __typename: 'InvalidInput', path: ['uploadToken'] });
    expect(await order(mine, { uploadToken: token })).toMatchObject({ __typename: 'ProductImportStartSuccess' });
    await runImports(harness.deps);
  });

  it('lets five wait, and forgets those that nobody imports', async () => {
    const importer = await newImporter();
    const tokens = [];
    for (let number = 0; number < 6; number += 1) {
      harness.deps.clock.advance(1);
      tokens.push((await upload(importer)).token);
    }
    expect(await Promise.all(tokens.map(async (token) => (await send(one, token))[0]))).toEqual([401, 201, 201, 201, 201, 201]);
    harness.deps.clock.advance(HOUR);
    expect(await purgeImports(harness.deps, harness.deps.clock.now())).toBeGreaterThanOrEqual(5);
    expect([await harness.deps.db.reader.$count(importTables.importUploads), await harness.deps.db.reader.$count(importTables.importUploadChunks)]).toEqual([0, 0]);
  });
});

describe('ordering an import', () => {
  it('answers the same key with the same import, and another input with a conflict', async () => {
    const importer = { ...(await newImporter()) };
    const viewer = vendorMember(importer.vendorId);
    const ask = (more: object = {}) => order({ ...importer, viewer }, { csv: one, idempotencyKey: 'k', ...more });
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(new Set(answers.map((answer) => answer.import?.id)).size).toBe(1);
    await runImports(harness.deps);
    expect(await ask()).toMatchObject({ import: { id: answers[0]?.import?.id, status: 'SUCCEEDED' } });
    expect(await ask({ dryRun: true })).toMatchObject({ __typename: 'IdempotencyConflict', code: 'IDEMPOTENCY_CONFLICT', path: ['idempotencyKey'] });
    // Somebody else's key is another key.
    expect((await order(importer, { csv: one, idempotencyKey: 'k' })).import?.id).not.toBe(answers[0]?.import?.id);
    await runImports(harness.deps);
    expect(await harness.deps.db.reader.$count(importTables.importUploads)).toBe(0);
  });

  it('answers the same key with the same import where the file was uploaded, also at the same moment', async () => {
    const importer = await newImporter();
    const viewer = vendorMember(importer.vendorId);
    const { token } = await upload(importer);
    await send(one, token);
    const ask = () => order({ ...importer, viewer }, { uploadToken: token, idempotencyKey: 'k' });
    const answers = [...(await Promise.all([ask(), ask(), ask(), ask()])), await ask()];
    expect(answers.map((answer) => answer.__typename)).toEqual(Array(5).fill('ProductImportStartSuccess'));
    expect(new Set(answers.map((answer) => answer.import?.id)).size).toBe(1);
    await runImports(harness.deps);
  });

  it('refuses what cannot be meant', async () => {
    const importer = await newImporter();
    const refusal = async (input: object) => {
      const { __typename, path } = await order(importer, { ...input });
      return [__typename, path?.join('.')];
    };
    const category = encodeId('Category', harness.deps.ids.next('Category'));
    expect(await refusal({})).toEqual(['InvalidInput', 'uploadToken']);
    expect(await refusal({ csv: one, uploadToken: 'x' })).toEqual(['InvalidInput', 'uploadToken']);
    expect(await refusal({ csv: ' \n ' })).toEqual(['InvalidInput', 'csv']);
    expect(await refusal({ csv: 'x'.repeat(512_001) })).toEqual(['InvalidInput', 'csv']);
    expect(await refusal({ csv: `${'é'.repeat(256_000)}x` })).toEqual(['InvalidInput', 'csv']);
    expect(await refusal({ csv: one, idempotencyKey: ' ' })).toEqual(['InvalidInput', 'idempotencyKey']);
    expect(await refusal({ csv: one, categoryMap: [{ type: 'A', categoryId: category }] })).toEqual(['NotFound', 'categoryMap.0.categoryId']);
    expect(await refusal({ csv: one, categoryMap: Array.from({ length: 501 }, () => ({ type: 'A', categoryId: category })) })).toEqual(['InvalidInput', 'categoryMap']);
    expect(await refusal({ csv: one, categoryMap: [{ type: ' ', categoryId: category }] })).toEqual(['InvalidInput', 'categoryMap.0.type']);
    expect(await harness.deps.db.reader.$count(importTables.importUploads)).toBe(0);
    const wrong = await harness.client.as(vendorMember(importer.vendorId)).errors(START, { input: { vendorId: encodeId('Vendor', importer.vendorId), csv: one, idempotencyKey: 'k', categoryMap: [{ type: 'A', categoryId: 'prd_x' }] } });
    expect(wrong[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('lets ten of a vendor wait', async () => {
    const importer = await newImporter();
    for (let number = 0; number < 10; number += 1) expect((await order(importer, { csv: one })).__typename).toBe('ProductImportStartSuccess');
    expect(await order(importer, { csv: one })).toMatchObject({ __typename: 'InvalidInput', path: ['vendorId'] });
    expect(await runImports(harness.deps)).toBe(10);
    expect((await order(importer, { csv: one })).__typename).toBe('ProductImportStartSuccess');
    await runImports(harness.deps);
  });
});

describe('who may import', () => {
  const input = (vendorId: Id<'Vendor'>) => ({ vendorId: encodeId('Vendor', vendorId), csv: one, idempotencyKey: `k${harness.deps.ids.next('Event')}`, dryRun: true });
  const UPLOAD = 'mutation($id: ID!) { productImportUploadCreate(input: { vendorId: $id }) { __typename ... on NotFound { path } } }';
  const ONE = 'query($id: ID!) { productImport(id: $id) { id } }';
  const LIST = 'query($id: ID!, $first: Int, $after: String) { productImports(vendorId: $id, first: $first, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }';

  it('is whoever manages the vendor’s products, and operators of the catalogue; for others nothing is there', async () => {
    const importer = await newImporter();
    const stranger = await createVendorProjection(harness.deps);
    const { id } = await importCsv(importer, one, { dryRun: true });
    const vendor = encodeId('Vendor', importer.vendorId);
    const outcome = async (viewer: Parameters<typeof harness.client.as>[0]) => {
      const session = harness.client.as(viewer);
      const [start, create, single, list] = await Promise.all([
        session.execute<{ productImportStart: { __typename: string } }>(START, { input: input(importer.vendorId) }),
        session.execute<{ productImportUploadCreate: { __typename: string } }>(UPLOAD, { id: vendor }),
        session.execute<{ productImport: unknown }>(ONE, { id }),
        session.execute<{ productImports: unknown }>(LIST, { id: vendor }),
      ]);
      const code = (answer: { errors: readonly { extensions?: Record<string, unknown> }[] }) => answer.errors[0]?.extensions?.['code'];
      return [
        code(start) ?? start.data?.productImportStart.__typename, code(create) ?? create.data?.productImportUploadCreate.__typename,
        code(single) ?? (single.data?.productImport === null ? 'null' : 'there'), code(list) ?? (list.data?.productImports === null ? 'null' : 'there'),
      ];
    };
    const inside = ['ProductImportStartSuccess', 'ProductImportUploadCreateSuccess', 'there', 'there'];
    const refused = Array(4).fill('FORBIDDEN');
    for (const role of ['OWNER', 'ADMIN', 'MANAGER', ['manage_products']] as const) expect([role, await outcome(vendorMember(importer.vendorId, role))]).toEqual([role, inside]);
    expect(await outcome(operator('ADMIN'))).toEqual(inside);
    expect(await outcome(vendorMember(stranger))).toEqual(['NotFound', 'NotFound', 'null', 'NOT_FOUND']);
    expect(await outcome(vendorMember(importer.vendorId, 'STAFF'))).toEqual(refused);
    expect(await outcome(vendorMember(importer.vendorId, ['manage_inventory', 'view_products']))).toEqual(refused);
    for (const viewer of [buyer(), operator('SUPPORT'), service('commerce'), service('router')]) expect(await outcome(viewer)).toEqual(refused);
    expect(await outcome(guest())).toEqual(Array(4).fill('UNAUTHENTICATED'));
    await runImports(harness.deps);
  });

  it('sees a vendor’s imports, newest first, page by page', async () => {
    const importer = await newImporter();
    const ids = [];
    for (let number = 0; number < 3; number += 1) {
      harness.deps.clock.advance(1);
      ids.unshift((await importCsv(importer, one, { dryRun: true })).id);
    }
    interface Page { productImports: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } }
    const session = harness.client.as(vendorMember(importer.vendorId));
    const first = (await session.query<Page>(LIST, { id: encodeId('Vendor', importer.vendorId), first: 2 })).productImports;
    const second = (await session.query<Page>(LIST, { id: encodeId('Vendor', importer.vendorId), first: 2, after: first.pageInfo.endCursor })).productImports;
    expect([[...first.nodes, ...second.nodes].map(({ id }) => id), first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([ids, true, false]);
  });

  it('sees imports for ninety days', async () => {
    const importer = await newImporter();
    const { id } = await importCsv(importer, one);
    harness.deps.clock.advance(90 * DAY - 1);
    await purgeImports(harness.deps, harness.deps.clock.now());
    expect((await readImport(importer, id)).status).toBe('SUCCEEDED');
    harness.deps.clock.advance(1);
    await purgeImports(harness.deps, harness.deps.clock.now());
    await expect(readImport(importer, id)).rejects.toThrow('there is no such import');
  });
});

describe('issues', () => {
  it('come by row, page by page, for several imports in one statement', async () => {
    const importer = await newImporter();
    const rows = Array.from({ length: 30 }, (_, index) => ({ 'Handle': `p${index % 3}`, 'Title': index < 3 ? 'T' : '', 'Option1 Name': 'Size', 'Option1 Value': `s${index}`, 'Variant Price': index < 3 ? '1' : 'x' }));
    const { id } = await importCsv(importer, csvOf(...rows));
    const second = await importCsv(importer, csvOf(...rows));
    const page = 'edges { cursor node { row code } } pageInfo { hasNextPage endCursor }';
    interface Issues { edges: { cursor: string; node: { row: number; code: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
    interface Both { productImports: { nodes: { id: string; errors: Issues; warnings: Issues }[] } }
    harness.statements.reset();
    const session = harness.client.as(vendorMember(importer.vendorId));
    const { productImports } = await session.query<Both>(`query($id: ID!) { productImports(vendorId: $id) { nodes { id errors(first: 20) { ${page} } warnings(first: 20) { ${page} } } } }`, { id: encodeId('Vendor', importer.vendorId) });
    expect([productImports.nodes.map((node) => node.id).toSorted(), harness.statements.statements.length]).toEqual([[id, second.id].toSorted(), 2]);
    const [node] = productImports.nodes;
    const rest = await session.query<{ productImport: { errors: Issues } }>(`query($id: ID!, $after: String) { productImport(id: $id) { errors(after: $after) { ${page} } } }`, { id: node?.id, after: node?.errors.pageInfo.endCursor });
    const all = [...(node?.errors.edges ?? []), ...rest.productImport.errors.edges].map((edge) => edge.node.row);
    // Products were written one after the other, but rows are told in the order of the file.
    expect(all).toEqual(Array.from({ length: 27 }, (_, index) => index + 5));
    expect([node?.errors.pageInfo.hasNextPage, rest.productImport.errors.pageInfo.hasNextPage]).toEqual([true, false]);
    const wrong = await session.errors('query($id: ID!) { productImport(id: $id) { errors(after: "eyJ") { nodes { row } } } }', { id });
    expect(wrong[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  });

  it('of the file as a whole stand in no row', async () => {
    const importer = await newImporter();
    const { id, status } = await importCsv(importer, ',,\n');
    expect([status, await readIssues(importer, id, 'errors')]).toEqual(['FAILED', [{ row: 1, column: 'Handle', handle: null, code: 'MISSING_COLUMN', message: 'The file has no column Handle, nor Title, nor Variant Price.' }]]);
  });

  it('are the same in code and schema', () => {
    const type = harness.subgraph.schema.getType('ProductImportIssueCode');
    expect(isEnumType(type) && type.getValues().map(({ name }) => name).toSorted()).toEqual(Object.keys(ISSUE_SEVERITIES).toSorted());
  });
});

it('has the same tables in code and in the database', async () => {
  const tables = [importTables, fetchTables].flatMap((module) => Object.values(module as Record<string, unknown>).filter((value) => is(value, PgTable)));
  expect([tables.length, await compareTables(harness.deps.db.reader, tables)]).toEqual([7, []]);
});
