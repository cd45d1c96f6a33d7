import { afterAll, beforeAll, it } from 'vitest';
import { sql } from 'drizzle-orm';
import { createVendorProjection } from './builders.ts';
import { createHarness, type Harness } from './support/harness.ts';
import { order, readImport } from './support/importing.ts';
import { runImports } from '../src/imports/run/run-imports.ts';
import { Session } from 'node:inspector/promises';
import { writeFileSync } from 'node:fs';
let harness: Harness;
beforeAll(async () => { harness = await createHarness(); });
afterAll(() => harness.drop());
it('large', { timeout: 600_000 }, async () => {
  const vendorId = await createVendorProjection(harness.deps);
  const { importUploadRoute } = await import('../src/imports/receive-upload.ts');
  const { createUpload } = await import('../src/imports/create-upload.ts');
  const { vendorMember } = await import('@marketgraph/testing');
  const viewer = vendorMember(vendorId);
  const { Client } = { Client: 0 };
  await harness.deps.db.reader.execute(sql.raw("alter system set log_min_duration_statement = 4"));
  await harness.deps.db.reader.execute(sql.raw("select pg_reload_conf()"));
  const lines = ['Handle,Title,Body (HTML),Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Inventory Qty,Variant Price,Image Src'];
  for (let p = 0; p < 6_000; p += 1) for (const [i, s] of ['S', 'M', 'L'].entries()) lines.push(i === 0 ? `product-${p},Product number ${p},"<p>${'words and more words '.repeat(18)}</p>",Shirts,"a, b",TRUE,Size,${s},SKU-${p}-${s},100,${p % 20},${p % 90}.99,https://x.test/${p}.jpg` : `product-${p},,,,,,,${s},SKU-${p}-${s},100,5,9.99,`);
  const bytes = Buffer.from(lines.join('\n'));
  for (const round of [1, 2]) {
    const up = await createUpload(harness.deps, viewer, vendorId);
    if (!up.ok) throw new Error('x');
    await importUploadRoute(harness.deps).handle({ headers: { 'x-upload-token': up.value.token }, rawBody: bytes, query: new URLSearchParams() });
    const importer = { harness, vendorId, viewer };
    const a = await order(importer, { uploadToken: up.value.token });
    if (!a.import) throw new Error(JSON.stringify(a));
    const session = new Session(); session.connect(); await session.post('Profiler.enable'); await session.post('Profiler.start');
    const t = performance.now(); const cpu = process.cpuUsage();
    await runImports(harness.deps);
    const used = process.cpuUsage(cpu);
    const { profile } = await session.post('Profiler.stop'); 
    const self = new Map<string, number>(); const dt = profile.timeDeltas ?? []; const byId = new Map(profile.nodes.map((n) => [n.id, n]));
    (profile.samples ?? []).forEach((id, i) => { const n = byId.get(id)!; const k = n.callFrame.functionName + ' ' + n.callFrame.url.split('/').slice(-3).join('/') + ':' + n.callFrame.lineNumber; self.set(k, (self.get(k) ?? 0) + (dt[i] ?? 0)); });
    console.log(round, Math.round(performance.now() - t), 'cpu', Math.round((used.user + used.system) / 1000), [...self].sort((x, y) => y[1] - x[1]).slice(0, 22).map(([k, v]) => Math.round(v / 1000) + ' ' + k).join('\n'));
    const view = await readImport(importer, a.import.id);
    if (round === 2) { const [d] = await harness.deps.db.reader.execute<{ d: string }>(sql.raw("select current_setting('data_directory') as d")); const { cpSync } = await import('node:fs'); cpSync(d!.d.replace(/data$/, 'server.log'), '/tmp/import-server.log'); }
  }
});
