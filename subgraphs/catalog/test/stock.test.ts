import type { UserViewer } from '@marketgraph/contracts';
import { encodeId, type Id } from '@marketgraph/kernel';
import { guest, operator, vendorMember } from '@marketgraph/testing';
import { eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { productChanged } from '../src/products/product-changed.ts';
import { statusWithStock } from '../src/products/product-status.rules.ts';
import { PRODUCT_STATUSES, products } from '../src/products/product.tables.ts';
import { createProduct, createVendorProjection, type BuiltProduct } from './builders.ts';
import { createHarness, type Harness } from './support/harness.ts';
import { release, reserve } from './support/reserving.ts';

let harness: Harness;
let vendorId: Id<'Vendor'>;
// The same person throughout: keys are each person's own.
let viewer: UserViewer;
beforeAll(async () => {
  harness = await createHarness();
  vendorId = await createVendorProjection(harness.deps);
  viewer = vendorMember(vendorId);
});
afterAll(() => harness.drop());
afterEach(async () => expect(await harness.broken()).toEqual([]));

const owner = () => harness.client.as(viewer);
type Answer = { __typename: string; inventory?: Record<string, unknown>[]; [field: string]: unknown };
const INVENTORY = 'variant { id } quantity reserved available lowStockThreshold state';
const RECEIVE = `mutation($input: StockReceiveInput!) { stockReceive(input: $input) { __typename ... on StockReceiveSuccess { inventory { ${INVENTORY} } } ... on UserError { code path } } }`;
const ADJUST = `mutation($input: StockAdjustInput!) { stockAdjust(input: $input) { __typename ... on StockAdjustSuccess { inventory { ${INVENTORY} } } ... on UserError { code path retryable } ... on StockBelowReserved { reserved variant { id } } } }`;
const receive = async (idempotencyKey: string, lines: [Id<'ProductVariant'>, number][], as = owner()) => {
  const input = { idempotencyKey, reason: 'note 7', lines: lines.map(([id, quantity]) => ({ variantId: encodeId('ProductVariant', id), quantity })) };
  return (await as.mutate<{ stockReceive: Answer }>(RECEIVE, { input })).stockReceive;
};
const adjust = async (idempotencyKey: string, lines: [Id<'ProductVariant'>, { by?: number; to?: number }][], as = owner()) => {
  const input = { idempotencyKey, reason: 'count', lines: lines.map(([id, change]) => ({ variantId: encodeId('ProductVariant', id), ...change })) };
  return (await as.mutate<{ stockAdjust: Answer }>(ADJUST, { input })).stockAdjust;
};
const key = () => harness.deps.ids.next('Event');
const stocked = (quantity: number, lowStockThreshold = 2) => createProduct(harness.deps, { vendorId, variants: [{ price: { amount: 500n }, quantity, lowStockThreshold }] });
const hold = async ({ variantId }: BuiltProduct, quantity: number) => {
  const checkout = harness.deps.ids.next('Checkout');
  expect(await reserve(harness, checkout, [[variantId, quantity]])).toMatchObject({ reservation: { state: 'HELD' } });
  return checkout;
};
const eventNames = async () => (await harness.newEvents()).map(({ name }) => name);
const statusOf = async ({ productId }: BuiltProduct) =>
  (await harness.client.as(guest()).query<{ product: { status: string; availableForSale: boolean } }>('query($id: ID) { product(id: $id) { status availableForSale } }', { id: encodeId('Product', productId) })).product;
const alerts = async (open: boolean, kinds?: string[]) => {
  const document = 'query($vendorId: ID!, $open: Boolean, $kinds: [StockAlertKind!]) { stockAlerts(vendorId: $vendorId, open: $open, kinds: $kinds) { nodes { kind quantity variant { id } } } }';
  return (await owner().query<{ stockAlerts: { nodes: { kind: string; quantity: number; variant: { id: string } }[] } }>(document, { vendorId: encodeId('Vendor', vendorId), open, kinds })).stockAlerts.nodes;
};
const alertsOf = async ({ variantId }: BuiltProduct, open = true) => (await alerts(open)).filter(({ variant }) => variant.id === encodeId('ProductVariant', variantId)).map(({ kind, quantity }) => `${kind} ${quantity}`);

describe('stockReceive', () => {
  it('takes goods in, all lines or none, once for each key', async () => {
    const [first, second] = [await stocked(1), await stocked(0)];
    const lines: [Id<'ProductVariant'>, number][] = [[second.variantId, 7], [first.variantId, 2]];
    const once = key();
    const answer = await receive(once, lines);
    expect(answer).toMatchObject({ __typename: 'StockReceiveSuccess', inventory: [{ variant: { id: encodeId('ProductVariant', second.variantId) }, quantity: 7, available: 7, state: 'IN_STOCK' }, { quantity: 3 }] });
    expect(await receive(once, lines)).toEqual(answer);
    expect(await receive(once, [[first.variantId, 2]])).toMatchObject({ code: 'IDEMPOTENCY_CONFLICT', path: ['idempotencyKey'] });
    expect(await receive(key(), [[first.variantId, 1], [harness.deps.ids.next('ProductVariant'), 1]])).toMatchObject({ code: 'NOT_FOUND', path: ['lines', '1', 'variantId'] });
    expect(await receive(key(), [[first.variantId, 1]])).toMatchObject({ inventory: [{ quantity: 4 }] });
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => receive('same', [[first.variantId, 10]])));
    expect(new Set(answers.map((each) => JSON.stringify(each)))).toHaveProperty('size', 1);
    expect(answers[0]).toMatchObject({ inventory: [{ quantity: 14 }] });
  });

  it.each([
    ['no line', [], ['lines']],
    ['a quantity of nothing', [['a', 0]], ['lines', '0', 'quantity']],
    ['a quantity beyond all measure', [['a', 10_000_000]], ['lines', '0', 'quantity']],
    ['a variant twice', [['a', 1], ['a', 1]], ['lines', '1', 'variantId']],
  ] as [string, ['a', number][], string[]][])('refuses %s', async (_, lines, path) => {
    const { variantId } = await stocked(1);
    expect(await receive(key(), lines.map(([, quantity]) => [variantId, quantity]))).toMatchObject({ code: 'INVALID_INPUT', path });
  });

  it('knows no variant of another vendor, also to operators', async () => {
    const other = await createVendorProjection(harness.deps);
    const { variantId } = await createProduct(harness.deps, { vendorId: other });
    expect(await receive(key(), [[variantId, 1]])).toMatchObject({ code: 'NOT_FOUND' });
    const input = { idempotencyKey: key(), lines: [{ variantId: encodeId('ProductVariant', variantId), quantity: 1 }] };
    for (const viewer of [operator(), vendorMember(vendorId, 'STAFF')]) {
      expect((await harness.client.as(viewer).errors(RECEIVE, { input }))[0]?.extensions?.['code']).toBe('FORBIDDEN');
    }
  });
});

describe('stockAdjust', () => {
  it('corrects by a difference and to a count, and never below what is held', async () => {
    const [first, second] = [await stocked(10), await stocked(10)];
    expect(await adjust(key(), [[first.variantId, { by: -3 }], [second.variantId, { to: 4 }]])).toMatchObject({ inventory: [{ quantity: 7 }, { quantity: 4 }] });
    const checkout = await hold(first, 5);
    const once = key();
    const refused = await adjust(once, [[second.variantId, { to: 1 }], [first.variantId, { to: 4 }]]);
    expect(refused).toEqual({ __typename: 'StockBelowReserved', code: 'STOCK_BELOW_RESERVED', path: ['lines', '1', 'to'], retryable: false, reserved: 5, variant: { id: encodeId('ProductVariant', first.variantId) } });
    expect(await adjust(key(), [[first.variantId, { to: 5 }]])).toMatchObject({ inventory: [{ quantity: 5, reserved: 5, available: 0, state: 'OUT' }] });
    await release(harness, checkout);
    expect(await adjust(once, [[second.variantId, { to: 1 }], [first.variantId, { to: 4 }]])).toEqual(refused);
    expect(await adjust(key(), [[first.variantId, { by: -6 }]])).toMatchObject({ code: 'INVALID_INPUT', path: ['lines', '0', 'by'] });
    expect(await adjust(key(), [[first.variantId, { by: 1, to: 1 }]])).toMatchObject({ code: 'INVALID_INPUT', path: ['lines', '0'] });
    expect(await adjust(key(), [[first.variantId, {}]])).toMatchObject({ code: 'INVALID_INPUT', path: ['lines', '0'] });
  });
});

describe('what stock brings about', () => {
  it('tells of each state that is entered, keeps one alert open, and takes the product off sale and on again', async () => {
    const product = await stocked(5);
    await harness.newEvents();
    expect(await alertsOf(product)).toEqual([]);
    const first = await hold(product, 2);
    expect(await eventNames()).toEqual(['catalog.stock.changed']);
    const second = await hold(product, 1);
    expect(await eventNames()).toEqual(['catalog.stock.changed', 'catalog.stock.low']);
    expect(await alertsOf(product)).toEqual(['LOW 2']);
    const third = await hold(product, 2);
    expect(await eventNames()).toEqual(['catalog.stock.changed', 'catalog.stock.out', 'catalog.product.updated']);
    expect(await alertsOf(product)).toEqual(['OUT 0']);
    expect(await statusOf(product)).toEqual({ status: 'OUT_OF_STOCK', availableForSale: false });

    await release(harness, third);
    expect(await eventNames()).toEqual(['catalog.stock.changed', 'catalog.stock.back', 'catalog.product.updated']);
    expect(await statusOf(product)).toEqual({ status: 'ACTIVE', availableForSale: true });
    await release(harness, second);
    expect(await eventNames()).toEqual(['catalog.stock.changed']);
    expect(await alertsOf(product)).toEqual([]);
    expect(await alertsOf(product, false)).toEqual(['LOW 2', 'OUT 0', 'LOW 2']);
    await release(harness, first);
  });

  it('says in each event what is available now, in the order of its versions', async () => {
    const product = await stocked(3);
    await harness.newEvents();
    await hold(product, 2);
    await hold(product, 1);
    expect(await harness.newEvents()).toMatchObject([
      { name: 'catalog.stock.changed', aggregateId: product.variantId, version: 1, payload: { variantId: product.variantId, productId: product.productId, vendorId, available: 1, threshold: 2 } },
      { name: 'catalog.stock.low', aggregateId: product.variantId, version: 2, payload: { available: 1 } },
      { name: 'catalog.stock.changed', version: 3, payload: { available: 0 } },
      { name: 'catalog.stock.out', version: 4 },
      { name: 'catalog.product.updated', aggregateId: product.productId, version: 3, payload: { status: 'OUT_OF_STOCK', changed: ['status'], variantIds: [product.variantId] } },
    ]);
  });

  it('leaves a product that is not on sale as it is', async () => {
    const draft = await createProduct(harness.deps, { vendorId, status: 'DRAFT', variants: [{ price: { amount: 1n }, quantity: 0 }] });
    await receive(key(), [[draft.variantId, 4]]);
    const data = await owner().query<{ product: { status: string } }>('query($id: ID) { product(id: $id) { status } }', { id: encodeId('Product', draft.productId) });
    expect(data.product.status).toBe('DRAFT');
  });
});

describe('the statement that keeps figures', () => {
  it('settles every status by the stock exactly as the rule says', async () => {
    for (const status of PRODUCT_STATUSES) {
      for (const available of [0, 3]) {
        const { productId } = await stocked(available);
        await harness.deps.db.transaction(async (tx) => {
          await tx.update(products).set({ status }).where(eq(products.id, productId));
          await productChanged(tx, harness.deps, [productId], { scope: 'stock' });
          const [row] = await tx.select({ status: products.status }).from(products).where(eq(products.id, productId));
          expect([status, available, row?.status]).toEqual([status, available, statusWithStock(status, available)]);
          // The status was written past the commands: nothing of it may stay.
          await tx.update(products).set({ status: available === 0 ? 'OUT_OF_STOCK' : 'ACTIVE' }).where(eq(products.id, productId));
        });
      }
    }
  });
});

describe('the ledger', () => {
  it('reads like a statement of account, newest first, and cannot be changed', async () => {
    const product = await stocked(4);
    const checkout = await hold(product, 1);
    await release(harness, checkout);
    await receive(key(), [[product.variantId, 2]]);
    const document = `query($id: ID, $first: Int, $after: String) { product(id: $id) { variants { inventory { levels { quantity reserved warehouse { name isDefault } }
      movements(first: $first, after: $after) { nodes { kind quantityChange reservedChange quantityAfter reservedAfter reason actor { id } } pageInfo { endCursor hasNextPage } } } } } }`;
    type Page = { product: { variants: { inventory: { levels: unknown[]; movements: { nodes: Record<string, unknown>[]; pageInfo: { endCursor: string; hasNextPage: boolean } } } }[] } };
    const page = async (after?: string) => (await owner().query<Page>(document, { id: encodeId('Product', product.productId), first: 3, after })).product.variants[0]?.inventory;
    const first = await page();
    expect(first?.levels).toEqual([{ quantity: 6, reserved: 0, warehouse: { name: 'Main warehouse', isDefault: true } }]);
    expect(first?.movements.nodes).toMatchObject([
      { kind: 'RECEIVE', quantityChange: 2, reservedChange: 0, quantityAfter: 6, reservedAfter: 0, reason: 'note 7', actor: { id: expect.stringMatching(/^usr_/) } },
      { kind: 'RELEASE', quantityChange: 0, reservedChange: -1, quantityAfter: 4, reservedAfter: 0, actor: null },
      { kind: 'RESERVE', reservedChange: 1, reservedAfter: 1 },
    ]);
    const rest = await page(first?.movements.pageInfo.endCursor);
    expect(rest?.movements).toMatchObject({ nodes: [{ kind: 'RECEIVE', quantityChange: 4, reason: 'initial stock' }], pageInfo: { hasNextPage: false } });
    for (const statement of [sql`update stock_movements set quantity_delta = 1`, sql`delete from stock_movements`]) {
      await expect(harness.deps.db.transaction((tx) => tx.execute(statement))).rejects.toMatchObject({ cause: { message: 'stock_movements is append-only' } });
    }
  });

  it('is missed by nobody: verifyStock tells of a level that was changed without it', async () => {
    const product = await stocked(4);
    const rewrite = (quantity: number) => harness.deps.db.transaction((tx) => tx.execute(sql`update stock_levels set quantity = ${quantity} where variant_id = ${product.variantId}`));
    await rewrite(5);
    expect((await harness.broken()).map((broken) => (broken as { rule: string }).rule)).toEqual(['the movements of a level add up to it', 'a product shows what there is of its variants']);
    await rewrite(4);
  });

  it('refuses in the table itself what would oversell', async () => {
    const product = await stocked(4);
    const oversell = sql`update stock_levels set reserved = 5 where variant_id = ${product.variantId}`;
    await expect(harness.deps.db.transaction((tx) => tx.execute(oversell))).rejects.toMatchObject({ cause: { constraint_name: 'stock_levels_not_oversold' } });
  });
});

describe('vendorInventory', () => {
  it('lists by state and letters, a page at a time, for the vendor’s own inventory team', async () => {
    const mine = await createVendorProjection(harness.deps);
    const build = (title: string, sku: string, quantity: number) => createProduct(harness.deps, { vendorId: mine, title, variants: [{ price: { amount: 1n }, sku, quantity, lowStockThreshold: 2 }] });
    await build('Red mug', 'R-1', 9);
    await build('Blue mug', 'B-1', 2);
    await build('Blue 100% cup', 'C-1', 0);
    type List = { vendorInventory: { nodes: { variant: { sku: string } }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } };
    const document = 'query($vendorId: ID!, $filter: InventoryFilter, $first: Int, $after: String) { vendorInventory(vendorId: $vendorId, filter: $filter, first: $first, after: $after) { nodes { variant { sku } } pageInfo { endCursor hasNextPage } } }';
    const list = async (variables: object) => (await harness.client.as(vendorMember(mine)).query<List>(document, { vendorId: encodeId('Vendor', mine), ...variables })).vendorInventory;
    const skus = async (filter: object) => (await list({ filter })).nodes.map(({ variant }) => variant.sku);
    expect(await skus({})).toEqual(['C-1', 'B-1', 'R-1']);
    expect(await skus({ states: ['LOW'] })).toEqual(['B-1']);
    expect(await skus({ states: ['LOW', 'OUT'] })).toEqual(['C-1', 'B-1']);
    expect(await skus({ states: [] })).toEqual([]);
    expect(await skus({ text: 'blue' })).toEqual(['C-1', 'B-1']);
    expect(await skus({ text: '0%' })).toEqual(['C-1']);
    expect(await skus({ text: 'r-1' })).toEqual(['R-1']);
    const first = await list({ first: 2 });
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect((await list({ first: 2, after: first.pageInfo.endCursor })).nodes).toEqual([{ variant: { sku: 'R-1' } }]);
    const foreign = await harness.client.as(vendorMember(vendorId)).errors(document, { vendorId: encodeId('Vendor', mine) });
    expect(foreign[0]?.extensions?.['code']).toBe('NOT_FOUND');
    expect((await harness.client.as(operator()).query<List>(document, { vendorId: encodeId('Vendor', mine) })).vendorInventory.nodes.length).toBe(3);
  });

  it('shows a variant’s inventory to nobody but its own team', async () => {
    const product = await stocked(4);
    const document = 'query($id: ID) { product(id: $id) { variants { inventory { quantity } } } }';
    const variables = { id: encodeId('Product', product.productId) };
    const other = await createVendorProjection(harness.deps);
    const shown = await harness.client.as(vendorMember(other)).query<{ product: { variants: unknown[] } }>(document, variables);
    expect(shown.product.variants).toEqual([{ inventory: null }]);
    const { data, errors } = await harness.client.as(guest()).execute<{ product: { variants: unknown[] } }>(document, variables);
    expect([data?.product.variants, errors.map(({ extensions }) => extensions?.['code'])]).toEqual([[{ inventory: null }], ['UNAUTHENTICATED']]);
  });
});
