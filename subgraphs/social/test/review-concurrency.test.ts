import { buyer, guest, vendorMember } from '@marketgraph/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bought, deliverItem, itemStatus, newId } from './support/events.ts';
import { startSocial, type Harness } from './support/harness.ts';
import { answer, create, productOf, remove, shares, update, vendorOf } from './support/review-operations.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startSocial();
});
afterAll(() => harness.stop());

it('twenty equal requests at once make one review, counted once and told of once', async () => {
  const item = bought();
  await deliverItem(harness, item);
  const viewer = buyer({ userId: item.buyerId });
  const answers = await Promise.all(Array.from({ length: 20 }, () => create(harness, viewer, item.productId)));
  const made = answers.filter(({ __typename }) => __typename === 'ReviewCreateSuccess');
  expect(made).toHaveLength(1);
  expect(answers.filter(({ __typename, existing }) => __typename === 'ReviewAlreadyExists' && existing?.id === made[0]?.review?.id)).toHaveLength(19);
  const seen = await productOf(harness, guest(), item.productId);
  expect(seen.rating).toEqual({ count: 1, averageHundredths: 500, distribution: shares(1, 0, 0, 0, 0) });
  expect(seen.reviews.nodes).toHaveLength(1);
  const [counted] = await harness.deps.db.reader.execute<{ events: number; dispatches: number }>(
    `select (select count(*)::int from outbox where payload->>'authorId' = '${item.buyerId}') as events,
      (select count(*)::int from dispatches where payload->>'authorId' = '${item.buyerId}') as dispatches`,
  );
  expect(counted).toEqual({ events: 1, dispatches: 1 });
});

it('many buyers at once leave totals that equal a recount, over edits and removals', async () => {
  const vendorId = newId('Vendor');
  const products = [newId('Product'), newId('Product')] as const;
  const items = Array.from({ length: 24 }, (_, index) => bought({ vendorId, productId: index % 2 === 0 ? products[0] : products[1] }));
  for (const item of items) await deliverItem(harness, item);
  const reviews = await Promise.all(items.map((item, index) => create(harness, buyer({ userId: item.buyerId }), item.productId, { rating: (index % 5) + 1 })));
  await Promise.all(
    items.map(async (item, index) => {
      const viewer = buyer({ userId: item.buyerId });
      const id = reviews[index]?.review?.id ?? '';
      if (index % 3 === 0) await update(harness, viewer, { id, expectedVersion: 1, rating: 5 - (index % 5) });
      if (index % 4 === 0) await remove(harness, viewer, id);
    }),
  );
  const recount = await harness.deps.db.reader.execute<{ subject: string }>(`
    with published as (select 'PRODUCT' as subject, product_id as id, rating from reviews where status = 'PUBLISHED'
      union all select 'VENDOR', vendor_id, rating from reviews where status = 'PUBLISHED'),
    counted as (select subject, id, count(*)::int as n, coalesce(sum(rating), 0)::int as total, (count(*) filter (where rating = 5))::int as fives from published group by subject, id)
    select t.subject from rating_totals t left join counted c on c.subject = t.subject and c.id = t.subject_id
    where t.rating_count <> coalesce(c.n, 0) or t.rating_sum <> coalesce(c.total, 0) or t.fives <> coalesce(c.fives, 0)`);
  expect(recount).toHaveLength(0);
  const vendor = (await vendorOf(harness, guest(), vendorId)).rating;
  expect(vendor.count).toBe(24 - 6);
  const [one, two] = await Promise.all(products.map(async (id) => (await productOf(harness, guest(), id)).rating));
  expect((one?.count ?? 0) + (two?.count ?? 0)).toBe(vendor.count);
});

it('two answers at once: one stands, the other is told what stands', async () => {
  const item = bought();
  await deliverItem(harness, item);
  const { review } = await create(harness, buyer({ userId: item.buyerId }), item.productId);
  const id = review?.id ?? '';
  const answers = await Promise.all(['First', 'Second'].map((text) => answer(harness, vendorMember(item.vendorId), { id, expectedVersion: 1, text })));
  const stands = answers.find(({ __typename }) => __typename === 'ReviewAnswerSuccess')?.review?.answer?.text;
  const told = answers.find(({ __typename }) => __typename === 'ReviewVersionConflict')?.current?.answer?.text;
  expect(['First', 'Second']).toContain(stands);
  expect(told).toBe(stands);
});

it('a review and the return of the item at once: it is written before the return, or refused after it', async () => {
  for (let round = 0; round < 5; round += 1) {
    const item = bought();
    await deliverItem(harness, item);
    const [written] = await Promise.all([
      create(harness, buyer({ userId: item.buyerId }), item.productId),
      harness.handle('commerce.order_item.status_changed', itemStatus(item, 'RETURNED', 'DELIVERED'), { version: 4 }),
    ]);
    expect([undefined, 'NOT_PURCHASED']).toContain(written.reason);
    const counted = (await productOf(harness, guest(), item.productId)).rating.count;
    expect(counted).toBe(written.__typename === 'ReviewCreateSuccess' ? 1 : 0);
  }
});
