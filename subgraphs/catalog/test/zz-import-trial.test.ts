import { readFileSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, it } from 'vitest';
import { createVendorProjection } from './builders.ts';
import { createHarness, type Harness } from './support/harness.ts';
import { countsByCode, importCsv, readIssues, order, readImport } from './support/importing.ts';
import { runImports } from '../src/imports/run/run-imports.ts';
import { importUploads } from '../src/imports/import.tables.ts';
let harness: Harness;
beforeAll(async () => { harness = await createHarness(); });
afterAll(() => harness.drop());
const files = ['/work/main/examples/imports/harbour-supply.csv', ...readdirSync('/work/shared/data').filter((f) => f.endsWith('.csv')).map((f) => '/work/shared/data/' + f)];
it.each(files)('%s', async (file) => {
  const vendorId = await createVendorProjection(harness.deps);
  const csv = readFileSync(file, 'utf8');
  const { importUploadRoute } = await import('../src/imports/receive-upload.ts');
  const { createUpload } = await import('../src/imports/create-upload.ts');
  const { vendorMember } = await import('@marketgraph/testing');
  const viewer = vendorMember(vendorId);
  for (const round of [1, 2]) {
    const up = await createUpload(harness.deps, viewer, vendorId);
    if (!up.ok) throw new Error('x');
    const put = await importUploadRoute(harness.deps).handle({ headers: { 'x-upload-token': up.value.token }, rawBody: readFileSync(file), query: new URLSearchParams() });
    const importer = { harness, vendorId, viewer };
    await harness.newEvents();
    const t = performance.now();
    const a = await order(importer, { uploadToken: up.value.token });
    if (!a.import) throw new Error(JSON.stringify(a));
    harness.statements.reset?.();
    await runImports(harness.deps);
    const ms = Math.round(performance.now() - t);
    const view = await readImport(importer, a.import.id);
    const { issueCounts, ...counts } = view;
    console.log(file.split('/').at(-1), 'round', round, ms, 'ms', JSON.stringify(counts), JSON.stringify(countsByCode(view)), 'statements', harness.statements.statements.length, 'events', Object.entries(Object.groupBy(await harness.newEvents(), (e) => e.name)).map(([n, l]) => n + ':' + l?.length).join(' '));
    if (round === 1 && file.includes('harbour')) console.log(JSON.stringify((await readIssues(importer, a.import.id, 'warnings')).map((w)=>[w.row,w.column,w.code,w.message]), null, 0)); if (round === 9) console.log((await readIssues(importer, a.import.id, 'errors')).slice(0, 10), (await readIssues(importer, a.import.id, 'warnings')).filter((w, i, all) => all.findIndex((x) => x.code === w.code) === i || w.code === 'UNMAPPED_CATEGORY'));
  }
  console.log('broken', await harness.broken(), (await harness.deps.db.reader.select().from(importUploads)).length);
});
