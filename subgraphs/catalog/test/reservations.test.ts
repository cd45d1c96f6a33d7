import { encodeId, MINUTE, type Id } from '@marketgraph/kernel';
import { service, vendorMember } from '@marketgraph/testing';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { products } from '../src/products/product.tables.ts';
import { expireReservations } from '../src/reservations/expire-reservations.ts';
import { readLevels } from '../src/stock/levels.queries.ts';
import { receiveStock } from '../src/stock/receive-stock.ts';
import { deleteVariant } from '../src/variants/delete-variant.ts';
import { createProduct, createVendorProjection } from './builders.ts';
import { createHarness, type Harness } from './support/harness.ts';
import { extend, release, reserve } from './support/reserving.ts';

let harness: Harness;
let vendorId: Id<'Vendor'>;
beforeAll(async () => {
  harness = await createHarness();
  vendorId = await createVendorProjection(harness.deps);
});
afterAll(() => harness.drop());
// Whatever a test has done, the ledger adds up and nothing is held that no reservation holds.
afterEach(async () => expect(await harness.broken()).toEqual([]));

const stocked = (...quantities: number[]) =>
  createProduct(harness.deps, {
    vendorId,
    optionNames: ['Size'],
    variants: quantities.map((quantity, index) => ({ selectedOptions: [{ name: 'Size', value: `S${index}` }], price: { amount: 500n }, quantity })),
  });
const levelOf = async (variantId: string) => {
  const [level] = await readLevels(harness.deps.db.reader, [variantId]);
  return { quantity: level?.quantity, reserved: level?.reserved };
};
const key = () => harness.deps.ids.next('Checkout');
const soon = () => new Date(harness.deps.clock.now().getTime() + 15 * MINUTE);

describe('internalReservationCreate', () => {
  it('holds all lines, adding up those of one variant', async () => {
    const { variantIds } = await stocked(5, 3);
    const [first, second] = variantIds as [Id<'ProductVariant'>, Id<'ProductVariant'>];
    const answer = await reserve(harness, key(), [[first, 2], [second, 3], [first, 1]]);
    expect(answer).toMatchObject({ __typename: 'InternalReservationCreateSuccess', reservation: { state: 'HELD', expiresAt: soon().toISOString() } });
    expect(await levelOf(first)).toEqual({ quantity: 5, reserved: 3 });
    expect(await levelOf(second)).toEqual({ quantity: 3, reserved: 3 });
  });

  it('holds nothing where one line is short, and says of which and how many there are', async () => {
    const { variantIds } = await stocked(5, 1);
    const [first, second] = variantIds as [Id<'ProductVariant'>, Id<'ProductVariant'>];
    const answer = await reserve(harness, key(), [[first, 2], [second, 4]]);
    expect(answer).toEqual({
      __typename: 'InternalStockInsufficient',
      code: 'INTERNAL_STOCK_INSUFFICIENT',
      lines: [{ variantId: encodeId('ProductVariant', second), requested: 4, available: 1 }],
    });
    expect(await levelOf(first)).toEqual({ quantity: 5, reserved: 0 });
  });

  it.each(['a draft', 'a deleted variant', 'nothing known'])('counts %s as not there', async (what) => {
    const draft = await createProduct(harness.deps, { vendorId, status: 'DRAFT' });
    const { variantIds } = await stocked(5, 5);
    const [gone, stays] = variantIds as [Id<'ProductVariant'>, Id<'ProductVariant'>];
    expect((await deleteVariant(harness.deps, vendorMember(vendorId), gone)).ok).toBe(true);
    const variantId = what === 'a draft' ? draft.variantId : what === 'a deleted variant' ? gone : harness.deps.ids.next('ProductVariant');
    const answer = await reserve(harness, key(), [[stays, 1], [variantId, 1]]);
    expect(answer).toMatchObject({ lines: [{ variantId: encodeId('ProductVariant', variantId), requested: 1, available: 0 }] });
    expect(await levelOf(stays)).toEqual({ quantity: 5, reserved: 0 });
  });

  it('answers a repeated key with its first answer, and another body with a conflict', async () => {
    const { variantId } = await stocked(5);
    const checkout = key();
    const first = await reserve(harness, checkout, [[variantId, 2]]);
    expect(await reserve(harness, checkout, [[variantId, 2]])).toEqual(first);
    expect(await reserve(harness, checkout, [[variantId, 1], [variantId, 1]])).toEqual(first);
    expect(await reserve(harness, checkout, [[variantId, 3]])).toMatchObject({ __typename: 'IdempotencyConflict', code: 'IDEMPOTENCY_CONFLICT' });
    expect(await levelOf(variantId)).toEqual({ quantity: 5, reserved: 2 });
  });

  it('keeps a refusal as the answer of its key, though stock has come since', async () => {
    const { variantId } = await stocked(1);
    const checkout = key();
    const first = await reserve(harness, checkout, [[variantId, 2]]);
    expect((await receiveStock(harness.deps, vendorMember(vendorId), { idempotencyKey: checkout, lines: [{ variantId, quantity: 5 }], reason: '' })).ok).toBe(true);
    expect(await reserve(harness, checkout, [[variantId, 2]])).toEqual(first);
    expect(await levelOf(variantId)).toEqual({ quantity: 6, reserved: 0 });
  });

  it('refuses lines that cannot be', async () => {
    const { variantId } = await stocked(1);
    const as = harness.client.as(service('commerce'));
    const document = 'mutation($key: ID!, $lines: [InternalReservationLine!]!, $expiresAt: DateTime!) { internalReservationCreate(key: $key, lines: $lines, expiresAt: $expiresAt) { __typename } }';
    const line = { variantId: encodeId('ProductVariant', variantId), quantity: 1 };
    for (const variables of [
      { key: encodeId('Checkout', key()), lines: [], expiresAt: soon().toISOString() },
      { key: encodeId('Checkout', key()), lines: [{ ...line, quantity: 0 }], expiresAt: soon().toISOString() },
      { key: encodeId('Order', harness.deps.ids.next('Order')), lines: [line], expiresAt: soon().toISOString() },
    ]) {
      const errors = await as.errors(document, variables);
      expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['BAD_USER_INPUT']);
    }
  });
});

describe('giving back', () => {
  it('releases once, and says so when asked again', async () => {
    const { variantId } = await stocked(5);
    const checkout = key();
    await reserve(harness, checkout, [[variantId, 2]]);
    expect(await release(harness, checkout)).toMatchObject({ state: 'RELEASED' });
    expect(await levelOf(variantId)).toEqual({ quantity: 5, reserved: 0 });
    expect(await release(harness, checkout)).toMatchObject({ state: 'RELEASED' });
    expect(await reserve(harness, checkout, [[variantId, 2]])).toMatchObject({ reservation: { state: 'RELEASED' } });
    expect(await levelOf(variantId)).toEqual({ quantity: 5, reserved: 0 });
  });

  it('marks a key that was never used, so that a creation that comes late holds nothing', async () => {
    const { variantId } = await stocked(5);
    const checkout = key();
    expect(await release(harness, checkout)).toMatchObject({ state: 'RELEASED' });
    expect(await reserve(harness, checkout, [[variantId, 2]])).toMatchObject({ reservation: { state: 'RELEASED' } });
    expect(await levelOf(variantId)).toEqual({ quantity: 5, reserved: 0 });
  });

  it('is done by time, in batches, and can be put off', async () => {
    harness.deps.clock.advance(15 * MINUTE);
    await expireReservations(harness.deps, harness.deps.clock.now());
    const { variantId } = await stocked(200);
    const checkouts = Array.from({ length: 60 }, key);
    for (const checkout of checkouts) await reserve(harness, checkout, [[variantId, 2]]);
    const [kept, ...rest] = checkouts as [Id<'Checkout'>, ...Id<'Checkout'>[]];
    expect(await levelOf(variantId)).toEqual({ quantity: 200, reserved: 120 });
    expect(await expireReservations(harness.deps, harness.deps.clock.now())).toBe(0);

    harness.deps.clock.advance(15 * MINUTE);
    expect(await extend(harness, kept, soon())).toEqual({ state: 'HELD', expiresAt: soon().toISOString() });
    expect(await expireReservations(harness.deps, harness.deps.clock.now())).toBe(59);
    expect(await levelOf(variantId)).toEqual({ quantity: 200, reserved: 2 });
    expect(await extend(harness, rest[0] as Id<'Checkout'>, soon())).toMatchObject({ state: 'EXPIRED' });
    expect(await extend(harness, key(), soon())).toBeNull();
    expect(await expireReservations(harness.deps, harness.deps.clock.now())).toBe(0);
  });
});

describe('under many hands', () => {
  it('sells 10 of 10 to 200 who want one each', async () => {
    const { variantId } = await stocked(10);
    const answers = await Promise.all(Array.from({ length: 200 }, () => reserve(harness, key(), [[variantId, 1]])));
    const kinds = answers.map(({ __typename }) => __typename);
    expect(kinds.filter((kind) => kind === 'InternalReservationCreateSuccess').length).toBe(10);
    expect(kinds.filter((kind) => kind === 'InternalStockInsufficient').length).toBe(190);
    expect(await levelOf(variantId)).toEqual({ quantity: 10, reserved: 10 });
  });

  it('never deadlocks where many lines cross, and holds each order whole or not at all', async () => {
    const { variantIds } = await stocked(30, 30, 30, 30, 30, 30);
    const others = await stocked(40, 40);
    const all = [...variantIds, ...others.variantIds];
    harness.statements.reset();
    const answers = await Promise.all(
      Array.from({ length: 80 }, (_, index) => {
        const lines = all.map((variantId, place): [Id<'ProductVariant'>, number] => [variantId, 1 + ((index + place) % 2)]);
        return reserve(harness, key(), index % 2 === 0 ? lines : lines.toReversed());
      }),
    );
    const held = answers.filter(({ __typename }) => __typename === 'InternalReservationCreateSuccess').length;
    const levels = await readLevels(harness.deps.db.reader, all);
    for (const { quantity, reserved } of levels) {
      expect(reserved).toBeLessThanOrEqual(quantity);
      expect(reserved).toBeGreaterThanOrEqual(held);
      expect(reserved).toBeLessThanOrEqual(2 * held);
    }
    expect(held).toBeGreaterThanOrEqual(15);
    // A deadlock would have been tried again, from the first statement on.
    expect(attempts()).toBe(80);
  });

  it('adds up what is left of a product whose variants are sold side by side', async () => {
    const { variantIds } = await stocked(...Array.from({ length: 8 }, () => 20));
    for (let round = 0; round < 6; round += 1) await Promise.all(variantIds.map((variantId) => reserve(harness, key(), [[variantId, 1 + (round % 2)]])));
    const [row] = await harness.deps.db.reader.select({ available: products.availableTotal }).from(products).where(eq(products.id, (await readLevels(harness.deps.db.reader, variantIds))[0]?.productId ?? ''));
    expect(row?.available).toBe(8 * 20 - 8 * 9);
  });

  it('lets the same key through once', async () => {
    const { variantId } = await stocked(10);
    const checkout = key();
    const answers = await Promise.all(Array.from({ length: 20 }, () => reserve(harness, checkout, [[variantId, 3]])));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await levelOf(variantId)).toEqual({ quantity: 10, reserved: 3 });
  });

  it('reserves, releases and expires at once without losing a unit', async () => {
    const { variantIds } = await stocked(50, 50);
    const [first, second] = variantIds as [Id<'ProductVariant'>, Id<'ProductVariant'>];
    const checkouts = Array.from({ length: 40 }, key);
    await Promise.all(checkouts.map((checkout, index) => reserve(harness, checkout, [[first, 1], [second, 1]], index % 3 === 0 ? harness.deps.clock.now() : soon())));
    await Promise.all([
      ...checkouts.filter((_, index) => index % 2 === 0).map((checkout) => release(harness, checkout)),
      expireReservations(harness.deps, harness.deps.clock.now()),
      ...Array.from({ length: 20 }, () => reserve(harness, key(), [[second, 1], [first, 2]])),
    ]);
    const levels = await readLevels(harness.deps.db.reader, variantIds);
    for (const { quantity, reserved } of levels) {
      expect(quantity).toBe(50);
      expect(reserved).toBeGreaterThanOrEqual(13);
      expect(reserved).toBeLessThanOrEqual(50);
    }
  });
});

describe('what a reservation costs', () => {
  it('is the same number of statements for one line and for forty', async () => {
    const few = await stocked(100);
    const many = await stocked(...Array.from({ length: 40 }, () => 100));
    const counted = async (lines: [Id<'ProductVariant'>, number][]): Promise<string[]> => {
      harness.statements.reset();
      await reserve(harness, key(), lines);
      return [...harness.statements.statements];
    };
    const one = await counted([[few.variantId, 1]]);
    const forty = await counted(many.variantIds.map((variantId) => [variantId, 1]));
    expect(forty.length).toBe(one.length);
    expect(one.length).toBe(9);
    // Levels in order of their ids, then products in order of theirs: the two locks that everybody wants.
    const locks = one.filter((statement) => statement.endsWith('for update'));
    expect(locks.map((statement) => /from "(\w+)".*order by "(\w+)"."(\w+)" asc for update$/.exec(statement)?.slice(1))).toEqual([
      ['stock_levels', 'stock_levels', 'id'],
      ['products', 'products', 'id'],
    ]);
  });
});

/** How often a reservation was begun since the statements were last reset. */
function attempts(): number {
  return harness.statements.statements.filter((statement) => statement.startsWith('insert into "reservations"')).length;
}
