import { buyer, operator, vendorMember } from '@marketgraph/testing';
import { decodeId, encodeId, type Id } from '@marketgraph/kernel';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyLedger } from '../src/index.ts';
import { ledgerEntries, ledgerPostings } from '../src/ledger/ledger.tables.ts';
import { payments } from '../src/payments/payment.tables.ts';
import { createHarness, staffOf, type Harness } from './support/harness.ts';
import { placeOrder } from './support/shopping.ts';

const MONEY = `query ($id: ID!, $first: Int, $after: String) {
  ledgerEntries(vendorId: $id, first: $first, after: $after) {
    nodes { kind pending { amount } available { amount } commission { amount } vendorOrder { number } }
    pageInfo { hasNextPage endCursor }
  }
}`;
const BALANCE = 'query ($id: ID!) { _entities(representations: [{ __typename: "Vendor", id: $id }]) { ... on Vendor { balance { currency pending { amount } available { amount } } } } }';

interface Entries {
  readonly ledgerEntries: { readonly nodes: readonly { readonly kind: string }[]; readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string } };
}

describe('COM-07 the ledger', () => {
  let harness: Harness;
  let vendorId: Id<'Vendor'>;
  beforeAll(async () => {
    harness = await createHarness();
    vendorId = harness.vendor();
  });
  afterAll(() => harness.stop());

  const placed = async (price = 10_000n) => {
    const viewer = buyer();
    const { order } = await placeOrder(harness, viewer, [{ variantId: harness.catalog.add(vendorId, { price }).id, quantity: 1 }]);
    const vendorOrderId = decodeId('VendorOrder', order.vendorOrders[0]?.id ?? '');
    const orderId = decodeId('Order', order.id);
    if (vendorOrderId === undefined || orderId === undefined) throw new Error('no ids');
    return { viewer, order, vendorOrderId, orderId };
  };
  const balance = async (viewer: ReturnType<typeof buyer>, id = vendorId) => harness.client.as(viewer).execute(BALANCE, { id: encodeId('Vendor', id) });

  it('books a capture and its fee, and releases the share when the goods arrive', async () => {
    const { viewer, order, vendorOrderId, orderId } = await placed();
    const booked = await harness.database.db.reader
      .select({ kind: ledgerEntries.kind, account: ledgerPostings.account, amount: ledgerPostings.amount })
      .from(ledgerEntries)
      .innerJoin(ledgerPostings, eq(ledgerPostings.entryId, ledgerEntries.id))
      .where(eq(ledgerEntries.orderId, orderId))
      .orderBy(ledgerPostings.id);
    expect(booked).toEqual([
      { kind: 'CAPTURE', account: 'provider_clearing', amount: 10_599n },
      { kind: 'CAPTURE', account: 'vendor_pending', amount: -9_700n },
      { kind: 'CAPTURE', account: 'shipping', amount: -581n },
      { kind: 'CAPTURE', account: 'commission', amount: -318n },
      { kind: 'PROVIDER_FEE', account: 'provider_fees', amount: 337n },
      { kind: 'PROVIDER_FEE', account: 'provider_clearing', amount: -337n },
    ]);
    const owner = vendorMember(vendorId);
    expect((await balance(owner)).data).toEqual({ _entities: [{ balance: [{ currency: 'USD', pending: { amount: '10281' }, available: { amount: '0' } }] }] });

    for (const action of ['orderAccept', 'orderReady']) await harness.client.as(staffOf(vendorId)).mutate(`mutation ($id: ID!) { ${action}(input: { vendorOrderId: $id }) { __typename } }`, { id: order.vendorOrders[0]?.id });
    const deliveryId = harness.deps.ids.next('Delivery');
    const delivery = { deliveryId, vendorOrderId, orderId, vendorId, buyerId: viewer.userId, from: null, status: 'DELIVERED', reason: '' } as const;
    await harness.receive('logistics.delivery.status_changed', deliveryId, delivery);
    expect((await balance(owner)).data).toEqual({ _entities: [{ balance: [{ currency: 'USD', pending: { amount: '0' }, available: { amount: '10281' } }] }] });
    const { ledgerEntries: listed } = await harness.client.as(owner).query<Entries>(MONEY, { id: encodeId('Vendor', vendorId) });
    expect(listed.nodes).toEqual([
      { kind: 'RELEASE', pending: { amount: '-10281' }, available: { amount: '10281' }, commission: { amount: '0' }, vendorOrder: { number: `${order.number}-1` } },
      { kind: 'CAPTURE', pending: { amount: '10281' }, available: { amount: '0' }, commission: { amount: '318' }, vendorOrder: { number: `${order.number}-1` } },
    ]);
    await harness.verify();
  });

  it('is paged, and shown to those who manage the money alone', async () => {
    await placed();
    const id = encodeId('Vendor', vendorId);
    const owner = harness.client.as(vendorMember(vendorId));
    const first = (await owner.query<Entries>(MONEY, { id, first: 2 })).ledgerEntries;
    const rest = (await owner.query<Entries>(MONEY, { id, first: 2, after: first.pageInfo.endCursor })).ledgerEntries;
    expect([...first.nodes, ...rest.nodes].map(({ kind }) => kind)).toEqual(['CAPTURE', 'RELEASE', 'CAPTURE']);
    expect(rest.pageInfo.hasNextPage).toBe(false);
    expect((await harness.client.as(operator()).query<Entries>(MONEY, { id })).ledgerEntries.nodes.length).toBe(3);
    expect((await harness.client.as(staffOf(vendorId)).errors(MONEY, { id }))[0]?.extensions?.['code']).toBe('FORBIDDEN');
    expect((await harness.client.as(vendorMember(harness.vendor())).errors(MONEY, { id }))[0]?.extensions?.['code']).toBe('NOT_FOUND');
    expect((await balance(vendorMember(harness.vendor()))).data).toEqual({ _entities: [{ balance: null }] });
    expect((await balance(staffOf(vendorId))).errors[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });

  it.each([
    ['an update of an entry', sql`update ledger_entries set occurred_at = occurred_at`],
    ['a deleted entry', sql`delete from ledger_entries`],
    ['an update of a posting', sql`update ledger_postings set amount = amount + 1`],
    ['a deleted posting', sql`delete from ledger_postings`],
    ['a truncation', sql`truncate ledger_postings, ledger_entries`],
  ])('refuses %s', async (_what, statement) => {
    await expect(harness.database.db.transaction((tx) => tx.execute(statement))).rejects.toMatchObject({ cause: { message: expect.stringContaining('append-only') as string } });
  });

  const entry = (orderId: Id<'Order'>) => ({ id: harness.deps.ids.next('LedgerEntry'), kind: 'CAPTURE' as const, source: `test:${harness.deps.ids.next('LedgerEntry')}`, orderId, occurredAt: harness.deps.clock.now() });
  const posting = (entryId: Id<'LedgerEntry'>, amount: bigint, currency: 'USD' | 'EUR' = 'USD') => ({ entryId, account: 'commission' as const, vendorId: null, amount, currency });

  it('refuses an entry that does not balance in each currency, at the commit', async () => {
    const { orderId } = await placed();
    const insert = (...amounts: readonly (readonly [bigint, 'USD' | 'EUR'])[]) =>
      harness.database.db.transaction(async (tx) => {
        const row = entry(orderId);
        await tx.insert(ledgerEntries).values(row);
        if (amounts.length > 0) await tx.insert(ledgerPostings).values(amounts.map(([amount, currency]) => posting(row.id, amount, currency)));
      });
    await expect(insert([100n, 'USD'], [-99n, 'USD'])).rejects.toThrow();
    await expect(insert([100n, 'USD'], [-100n, 'EUR'])).rejects.toThrow();
    await expect(insert()).rejects.toThrow();
    await expect(insert([100n, 'USD'], [-100n, 'USD'])).resolves.toBeUndefined();
    // Also where the check was forced early and more follows.
    const late = harness.database.db.transaction(async (tx) => {
      const row = entry(orderId);
      await tx.insert(ledgerEntries).values(row);
      await tx.insert(ledgerPostings).values([posting(row.id, 5n), posting(row.id, -5n)]);
      await tx.execute(sql`set constraints all immediate`);
      await tx.execute(sql`set constraints all deferred`);
      await tx.insert(ledgerPostings).values(posting(row.id, 7n));
    });
    await expect(late).rejects.toThrow();
  });

  it('refuses postings to an entry of another transaction, even balanced ones, and the same booking twice', async () => {
    const { orderId, vendorOrderId } = await placed();
    const [old] = await harness.database.db.reader.select().from(ledgerEntries).where(eq(ledgerEntries.source, `capture:${vendorOrderId}`));
    if (old === undefined) throw new Error('no entry');
    const add = harness.database.db.transaction((tx) => tx.insert(ledgerPostings).values([posting(old.id, 5n), posting(old.id, -5n)]));
    await expect(add).rejects.toMatchObject({ cause: { message: expect.stringContaining('another transaction') as string } });
    const again = harness.database.db.transaction((tx) => tx.insert(ledgerEntries).values({ ...entry(orderId), source: old.source }));
    await expect(again).rejects.toMatchObject({ cause: { constraint_name: 'ledger_entries_source_key' } });
  });

  it('is compared with orders and payments, and tells what does not agree', async () => {
    const { order, orderId, vendorOrderId } = await placed();
    const broken = await createHarness();
    expect(await verifyLedger(broken.database.db)).toMatchObject({ ok: true, violations: [] });
    await broken.stop();
    const change = (values: Partial<typeof payments.$inferInsert>) => harness.database.db.transaction((tx) => tx.update(payments).set(values).where(eq(payments.orderId, orderId)));
    await change({ captured: 10_598n });
    const { ok, violations } = await verifyLedger(harness.database.db);
    expect(ok).toBe(false);
    expect(violations.map(({ invariant }) => invariant)).toEqual(['a placed order is paid in full, an unpaid one not at all', 'the ledger holds what was captured']);
    expect(violations[1]?.detail).toBe('captured 10598, booked 10599');
    await change({ captured: 10_599n, refunded: 1n });
    expect((await verifyLedger(harness.database.db)).violations.map(({ invariant }) => invariant)).toEqual(['the ledger holds what was refunded', 'refunds add up to what their payment says']);
    await change({ refunded: 0n });
    await harness.database.db.transaction((tx) => tx.execute(sql`update order_items set total = total + unit_price, quantity = quantity + 1 where vendor_order_id = ${vendorOrderId}::uuid`));
    expect((await verifyLedger(harness.database.db)).violations.map(({ invariant }) => invariant)).toEqual(['items add up to their vendor order']);
    expect(order.number).toMatch(/^MG-/);
  });
});
