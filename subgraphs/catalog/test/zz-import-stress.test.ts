import { afterAll, beforeAll, it } from 'vitest';
import { createVendorProjection } from './builders.ts';
import { createHarness, type Harness } from './support/harness.ts';
import { countsByCode, order, readImport } from './support/importing.ts';
import { runImports } from '../src/imports/run/run-imports.ts';
let harness: Harness;
beforeAll(async () => { harness = await createHarness(); });
afterAll(() => harness.drop());
it('large', { timeout: 600_000 }, async () => {
  const vendorId = await createVendorProjection(harness.deps);
  const { importUploadRoute } = await import('../src/imports/receive-upload.ts');
  const { createUpload } = await import('../src/imports/create-upload.ts');
  const { vendorMember } = await import('@marketgraph/testing');
  const viewer = vendorMember(vendorId);
  const lines = ['Handle,Title,Body (HTML),Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Inventory Qty,Variant Price,Image Src'];
  for (let p = 0; p < 30_000; p += 1) for (const [i, s] of ['S', 'M', 'L'].entries()) lines.push(i === 0 ? `product-${p},Product number ${p},"<p>${'words and more words '.repeat(18)}</p>",Shirts,"a, b",TRUE,Size,${s},SKU-${p}-${s},100,${p % 20},${p % 90}.99,https://x.test/${p}.jpg` : `product-${p},,,,,,,${s},SKU-${p}-${s},100,5,9.99,`);
  const bytes = Buffer.from(lines.join('\n'));
  for (const round of [1, 2]) {
    const up = await createUpload(harness.deps, viewer, vendorId);
    if (!up.ok) throw new Error('x');
    const t0 = performance.now();
    const put = await importUploadRoute(harness.deps).handle({ headers: { 'x-upload-token': up.value.token }, rawBody: bytes, query: new URLSearchParams() });
    const importer = { harness, vendorId, viewer };
    const t = performance.now();
    const a = await order(importer, { uploadToken: up.value.token });
    if (!a.import) throw new Error(JSON.stringify(a));
    const before = process.memoryUsage.rss();
    let peak = 0; const timer = setInterval(() => { peak = Math.max(peak, process.memoryUsage.rss()); }, 50);
    await runImports(harness.deps);
    clearInterval(timer);
    const view = await readImport(importer, a.import.id);
    console.log(bytes.length, put.status, 'upload', Math.round(t - t0), 'round', round, Math.round(performance.now() - t), 'ms', JSON.stringify(view), JSON.stringify(countsByCode(view)), 'rss', Math.round(before / 1e6), Math.round(peak / 1e6));
  }
});
