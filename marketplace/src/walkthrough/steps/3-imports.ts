import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { addProduct } from '../products.ts';
import { expectThat, storeOf, type Store, type Step, type World } from '../world.ts';

interface Import {
  readonly id: string;
  readonly status: string;
  readonly totalRows: number;
  readonly productsCreated: number;
  readonly productsUpdated: number;
  readonly productsUnchanged: number;
  readonly productsSkipped: number;
  readonly variantsCreated: number;
  readonly errorCount: number;
  readonly warningCount: number;
  readonly issueCounts: readonly { readonly code: string; readonly count: number }[];
}

const FIELDS = `id status totalRows productsCreated productsUpdated productsUnchanged productsSkipped variantsCreated errorCount warningCount issueCounts { code count }`;

const START = `mutation Import($input: ProductImportStartInput!) {
  productImportStart(input: $input) { __typename ... on UserError { message path } ... on ProductImportStartSuccess { import { id } } }
}`;

const WATCH = `subscription Progress($id: ID!) { productImportProgressed(importId: $id) { seq status processedRows totalRows } }`;

/** The file goes up once for each run, by HTTP and a token of its own; the run is watched over a subscription. */
async function runImport(world: World, store: Store, file: Buffer, dryRun: boolean, key: string): Promise<Import> {
  const { graph } = store.owner;
  const { productImportUploadCreate: upload } = await graph.request<{ productImportUploadCreate: { token: string; path: string } }>(
    `mutation Upload($vendorId: ID!) { productImportUploadCreate(input: { vendorId: $vendorId }) { ... on ProductImportUploadCreateSuccess { token path } } }`,
    { vendorId: store.id },
  );
  const stored = await fetch(`${world.addresses.router}${upload.path}`, { method: 'POST', headers: { 'content-type': 'text/csv', 'x-upload-token': upload.token }, body: new Uint8Array(file) });
  expectThat(stored.ok, 'the file is taken', stored.status);
  const started = await graph.request<{ productImportStart: { __typename: string; import: { id: string } } }>(START, {
    input: { vendorId: store.id, uploadToken: upload.token, dryRun, idempotencyKey: key },
  });
  expectThat(started.productImportStart.__typename === 'ProductImportStartSuccess', 'the import starts', started);
  const { id } = started.productImportStart.import;

  const progress = graph.subscribe<{ productImportProgressed: { status: string; processedRows: number } }>(WATCH, { id });
  const seen = await progress.until(({ productImportProgressed: { status } }) => ['SUCCEEDED', 'FAILED', 'CANCELLED'].includes(status));
  progress.close();
  const { productImport } = await graph.request<{ productImport: Import }>(`query Imported($id: ID!) { productImport(id: $id) { ${FIELDS} } }`, { id });
  expectThat(productImport.status === 'SUCCEEDED', 'the import succeeds', productImport);
  world.say(`${dryRun ? 'dry run' : 'import'}: ${productImport.totalRows} rows, ${productImport.productsCreated} new, ${productImport.productsUnchanged} unchanged, ${productImport.errorCount} errors, ${productImport.warningCount} warnings; ${seen.length} progress events`);
  return productImport;
}

interface Listed {
  readonly vendorProducts: {
    readonly nodes: readonly { readonly id: string; readonly title: string; readonly status: string; readonly variants: readonly { readonly id: string; readonly available: number; readonly price: { readonly amount: string } }[] }[];
  };
}

type ListedProduct = Listed['vendorProducts']['nodes'][number];

/** Something to pay for, of which there is enough; where a file counts no stock, the store receives some. */
async function chooseWhatToBuy(world: World, store: Store, products: readonly ListedProduct[]): Promise<{ product: ListedProduct; variant: ListedProduct['variants'][number] }> {
  const worth = products
    .filter(({ status }) => status === 'ACTIVE' || status === 'OUT_OF_STOCK')
    .flatMap((product) => product.variants.filter(({ price }) => BigInt(price.amount) >= 500n).map((variant) => ({ product, variant })));
  const chosen = worth.find(({ product, variant }) => variant.available >= 4 && product.title.length > 8) ?? worth[0];
  if (chosen === undefined) throw new Error('nothing in the file has a price to pay');
  if (chosen.variant.available >= 4) return chosen;
  await store.owner.graph.request(
    `mutation ($key: String!, $id: ID!) { stockReceive(input: { idempotencyKey: $key, lines: [{ variantId: $id, quantity: 20 }] }) { __typename } }`,
    { key: `stock-${world.tag}`, id: chosen.variant.id },
  );
  world.say(`the file counts no stock: the store receives 20 of ${chosen.product.title}`);
  return chosen;
}

/** A whole export goes in, twice, and the second time changes nothing. */
export const imports: Step = {
  title: 'A vendor imports a product export: dry run, warnings, progress, and again without doubling',
  capabilities: ['CAT-01', 'CAT-02', 'CAT-03', 'CAT-06', 'CAT-15'],
  run: async (world) => {
    const store = storeOf(world, 'Harbour');
    const file = readFileSync(world.importFile);
    world.say(`importing ${basename(world.importFile)}`);
    const tried = await runImport(world, store, file, true, `dry-${world.tag}`);
    const first = await runImport(world, store, file, false, `first-${world.tag}`);
    expectThat(first.productsCreated > 0 && first.productsCreated === tried.productsCreated, 'the import does what the dry run said', { tried, first });
    const second = await runImport(world, store, file, false, `second-${world.tag}`);
    expectThat(second.productsCreated === 0 && second.variantsCreated === 0 && second.productsUpdated === 0, 'a second import doubles and changes nothing', second);
    world.say(`warnings by kind: ${first.issueCounts.map(({ code, count }) => `${code} ${count}`).join(', ') || 'none'}`);

    const { vendorProducts } = await store.owner.graph.request<Listed>(
      `query ($id: ID!) { vendorProducts(vendorId: $id, first: 100) { nodes { id title status variants { id available price { amount } } } } }`,
      { id: store.id },
    );
    const chosen = await chooseWhatToBuy(world, store, vendorProducts.nodes);
    world.notes.set('product of Harbour', chosen.product.id);
    world.notes.set('title of Harbour', chosen.product.title);
    world.notes.set('variant of Harbour', chosen.variant.id);

    const juice = await addProduct(world, 'Orchard', 'Apple Juice', '1250', 30);
    const [variant] = juice.variants;
    world.notes.set('variant of Orchard', variant?.id);
    world.notes.set('editable variant of Orchard', variant);
  },
};
