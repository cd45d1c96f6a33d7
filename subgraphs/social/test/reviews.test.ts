import { encodeId } from '@marketgraph/kernel';
import { buyer, guest, operator, service, vendorMember } from '@marketgraph/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bought, deliverItem, itemStatus, newId } from './support/events.ts';
import { startSocial, type Harness } from './support/harness.ts';
import { answer, create, productOf, remove, shares, update, vendorOf, type Answer } from './support/review-operations.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startSocial();
});
afterAll(() => harness.stop());

/** Somebody with an item in hand. */
async function customer(overrides: Parameters<typeof bought>[0] = {}) {
  const item = bought(overrides);
  await deliverItem(harness, item);
  return { item, viewer: buyer({ userId: item.buyerId }) };
}

async function reviewed(overrides: Parameters<typeof bought>[0] = {}, input: object = {}) {
  const { item, viewer } = await customer(overrides);
  const { review } = await create(harness, viewer, item.productId, input);
  if (review === undefined) throw new Error('not reviewed');
  return { item, viewer, review };
}

describe('reviewCreate', () => {
  it('publishes what a verified buyer thinks, counts it and tells the others', async () => {
    const { item, viewer } = await customer();
    const made = await create(harness, viewer, item.productId, { rating: 4, title: '  Very \n good ', text: 'Does what it should.\r\nTwice.\u0000' });
    expect(made).toMatchObject({
      __typename: 'ReviewCreateSuccess',
      review: { rating: 4, title: 'Very good', text: 'Does what it should.\nTwice.', editVersion: 1, editedAt: null, answer: null, viewerCanEdit: true, viewerCanAnswer: false,
        product: { id: encodeId('Product', item.productId) }, vendor: { id: encodeId('Vendor', item.vendorId) }, author: { id: encodeId('User', item.buyerId) } },
    });
    const rating = { count: 1, averageHundredths: 400, distribution: shares(0, 1, 0, 0, 0) };
    const seen = await productOf(harness, guest(), item.productId);
    expect(seen.rating).toEqual(rating);
    expect(seen.reviews.nodes).toMatchObject([{ id: made.review?.id, viewerCanEdit: false }]);
    expect((await vendorOf(harness, guest(), item.vendorId)).rating).toEqual(rating);

    const [row] = await harness.deps.db.reader.execute<{ id: string }>(`select id from reviews where author_id = '${item.buyerId}'`);
    expect(await harness.events(String(row?.id))).toEqual([
      {
        name: 'social.review.published',
        payload: { reviewId: row?.id, productId: item.productId, vendorId: item.vendorId, authorId: item.buyerId, rating: 4, productRatingCount: 1, productRatingSum: 4, vendorRatingCount: 1, vendorRatingSum: 4 },
      },
    ]);
  });

  it('is refused to guests before anything is looked at', async () => {
    const errors = await harness.client.as(guest()).errors('mutation { reviewCreate(input: {productId: "prd_x", rating: 5, title: "a", text: "b"}) { __typename } }');
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('is refused to whom nothing was delivered', async () => {
    const item = bought();
    await harness.handle('commerce.order_item.status_changed', { ...itemStatus(item, 'SHIPPED'), from: 'PROCESSING' }, { version: 2 });
    const viewer = buyer({ userId: item.buyerId });
    const refused = { __typename: 'ReviewNotAllowed', code: 'REVIEW_NOT_ALLOWED', reason: 'NOT_PURCHASED', path: ['input', 'productId'] };
    expect(await create(harness, viewer, item.productId)).toMatchObject(refused);
    expect(await create(harness, buyer(), newId('Product'))).toMatchObject(refused);
    expect((await productOf(harness, viewer, item.productId)).viewerCanReview).toEqual({ allowed: false, reason: 'NOT_PURCHASED' });
    expect((await productOf(harness, viewer, item.productId)).rating).toEqual({ count: 0, averageHundredths: null, distribution: shares(0, 0, 0, 0, 0) });
  });

  it('is refused once the item was given back, whichever event comes first', async () => {
    const { item, viewer } = await customer();
    await harness.handle('commerce.order_item.status_changed', itemStatus(item, 'RETURNED', 'DELIVERED'), { version: 4 });
    expect((await create(harness, viewer, item.productId)).reason).toBe('NOT_PURCHASED');

    const late = bought();
    await harness.handle('commerce.order_item.status_changed', itemStatus(late, 'RETURNED', 'DELIVERED'), { version: 4 });
    await harness.handle('commerce.order_item.status_changed', itemStatus(late, 'DELIVERED'), { version: 3 });
    expect((await create(harness, buyer({ userId: late.buyerId }), late.productId)).reason).toBe('NOT_PURCHASED');
  });

  it('is refused for products of one\'s own store', async () => {
    const { item } = await customer();
    const seller = vendorMember(item.vendorId, 'STAFF', { userId: item.buyerId });
    expect(await create(harness, seller, item.productId)).toMatchObject({ __typename: 'ReviewNotAllowed', reason: 'OWN_STORE' });
    expect((await productOf(harness, seller, item.productId)).viewerCanReview).toEqual({ allowed: false, reason: 'OWN_STORE' });
  });

  it('is possible once for each product, however often it was bought', async () => {
    const { item, viewer, review } = await reviewed();
    await deliverItem(harness, bought({ ...item, orderItemId: newId('OrderItem') }));
    const again = await create(harness, viewer, item.productId, { rating: 1 });
    expect(again).toMatchObject({ __typename: 'ReviewAlreadyExists', existing: { id: review.id, rating: 5 } });
    const seen = await productOf(harness, viewer, item.productId);
    expect(seen.viewerCanReview).toEqual({ allowed: false, reason: 'ALREADY_REVIEWED' });
    expect(seen.viewerReview?.id).toBe(review.id);
    expect(seen.rating.count).toBe(1);
  });

  it.each([
    ['rating', { rating: 0 }],
    ['rating', { rating: 6 }],
    ['title', { title: ' \u0007 ' }],
    ['title', { title: 'x'.repeat(121) }],
    ['text', { text: '' }],
    ['text', { text: 'x'.repeat(5_001) }],
  ])('refuses a wrong %s', async (field, input) => {
    const { item, viewer } = await customer();
    expect(await create(harness, viewer, item.productId, input)).toMatchObject({ __typename: 'InvalidInput', path: ['input', field] });
  });

  it('counts characters, not bytes', async () => {
    const { item, viewer } = await customer();
    expect((await create(harness, viewer, item.productId, { title: '🙂'.repeat(120), text: '字'.repeat(5_000) })).__typename).toBe('ReviewCreateSuccess');
  });

  it('takes ids of products only', async () => {
    const errors = await harness.client.as(buyer()).errors('mutation { reviewCreate(input: {productId: "ven_01", rating: 5, title: "a", text: "b"}) { __typename } }');
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', inputPath: ['input', 'productId'] } }]);
  });
});

describe('viewerCanReview', () => {
  it('tells guests to sign in, and whoever may that they may', async () => {
    const { item, viewer } = await customer();
    expect((await productOf(harness, guest(), item.productId)).viewerCanReview).toEqual({ allowed: false, reason: 'SIGN_IN_REQUIRED' });
    expect((await productOf(harness, viewer, item.productId)).viewerCanReview).toEqual({ allowed: true, reason: null });
  });
});

describe('reviewUpdate', () => {
  it('changes what is given, counts the new rating and publishes it again', async () => {
    const { item, viewer, review } = await reviewed({}, { rating: 2 });
    expect(await update(harness, viewer, { id: review.id, expectedVersion: 1, rating: 5 })).toMatchObject({
      __typename: 'ReviewUpdateSuccess',
      review: { rating: 5, title: 'Lovely', text: 'In use every day.', editVersion: 2, editedAt: expect.any(String) },
    });
    const rating = { count: 1, averageHundredths: 500, distribution: shares(1, 0, 0, 0, 0) };
    expect((await productOf(harness, guest(), item.productId)).rating).toEqual(rating);
    expect((await vendorOf(harness, guest(), item.vendorId)).rating).toEqual(rating);
    const names = async () => (await harness.events(await idOf(item.buyerId))).map(({ name }) => name);
    expect(await names()).toEqual(['social.review.published', 'social.review.published']);
    // Words alone are nobody else's business.
    await update(harness, viewer, { id: review.id, expectedVersion: 2, text: 'Still.' });
    expect(await names()).toHaveLength(2);
  });

  it('is refused to everybody else, as if there were no such review', async () => {
    const { item, review } = await reviewed();
    for (const stranger of [buyer(), operator(), vendorMember(item.vendorId)]) {
      expect(await update(harness, stranger, { id: review.id, expectedVersion: 1, rating: 1 })).toMatchObject({ __typename: 'NotFound' });
      expect(await remove(harness, stranger, review.id)).toMatchObject({ __typename: 'NotFound' });
    }
    expect((await productOf(harness, guest(), item.productId)).reviews.nodes).toMatchObject([{ rating: 5, editVersion: 1 }]);
  });

  it('of a version that is not the newest answers with the newest', async () => {
    const { viewer, review } = await reviewed();
    await update(harness, viewer, { id: review.id, expectedVersion: 1, title: 'First' });
    expect(await update(harness, viewer, { id: review.id, expectedVersion: 1, title: 'Second' })).toMatchObject({
      __typename: 'ReviewVersionConflict',
      path: ['input', 'expectedVersion'],
      current: { title: 'First', editVersion: 2 },
    });
  });

  it('checks what changes', async () => {
    const { viewer, review } = await reviewed();
    expect(await update(harness, viewer, { id: review.id, expectedVersion: 1, rating: 9 })).toMatchObject({ __typename: 'InvalidInput', path: ['input', 'rating'] });
  });
});

describe('reviewDelete', () => {
  it('takes it out of lists, figures and references, and lets another be written', async () => {
    const { item, viewer, review } = await reviewed();
    const { item: other } = await reviewed({ vendorId: item.vendorId }, { rating: 1 });
    expect(await remove(harness, viewer, review.id)).toMatchObject({ __typename: 'ReviewDeleteSuccess', reviewId: review.id, product: { rating: { count: 0, averageHundredths: null } } });
    expect((await productOf(harness, viewer, item.productId)).reviews.nodes).toEqual([]);
    expect((await vendorOf(harness, guest(), item.vendorId)).rating).toEqual({ count: 1, averageHundredths: 100, distribution: shares(0, 0, 0, 0, 1) });
    expect(await harness.client.as(viewer).query('query ($id: ID!) { review(id: $id) { id } }', { id: review.id })).toEqual({ review: null });
    const reference = await harness.client.as(service('router')).query('query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }', { representations: [{ __typename: 'Review', id: review.id }] });
    expect(reference).toEqual({ _entities: [null] });
    expect(await remove(harness, viewer, review.id)).toMatchObject({ __typename: 'NotFound' });

    const [gone] = await harness.deps.db.reader.execute<{ title: string; body: string; id: string }>(`select id, title, body from reviews where author_id = '${item.buyerId}'`);
    expect(gone).toMatchObject({ title: '', body: '' });
    expect((await harness.events(String(gone?.id))).at(-1)).toMatchObject({ name: 'social.review.removed', payload: { rating: 5, productRatingCount: 0, productRatingSum: 0, vendorRatingCount: 1, vendorRatingSum: 1 } });
    expect((await create(harness, viewer, item.productId, { rating: 3 })).__typename).toBe('ReviewCreateSuccess');
    expect((await vendorOf(harness, guest(), other.vendorId)).rating).toEqual({ count: 2, averageHundredths: 200, distribution: shares(0, 0, 1, 0, 1) });
  });
});

describe('reviewAnswer', () => {
  it('puts the store\'s words below the review and tells of the first only', async () => {
    const { item, review } = await reviewed();
    const manager = vendorMember(item.vendorId, 'MANAGER');
    const first = await answer(harness, manager, { id: review.id, expectedVersion: 1, text: ' Thank you. ' });
    expect(first).toMatchObject({ __typename: 'ReviewAnswerSuccess', review: { answer: { text: 'Thank you.', answeredAt: expect.any(String) }, editVersion: 2, viewerCanAnswer: true } });
    expect((await answer(harness, manager, { id: review.id, expectedVersion: 2, text: 'Thanks!' })).review?.answer?.text).toBe('Thanks!');
    const events = await harness.events(await idOf(item.buyerId));
    expect(events.map(({ name }) => name)).toEqual(['social.review.published', 'social.review.answered']);
    expect(events[1]?.payload).toMatchObject({ productRatingCount: 1, productRatingSum: 5, vendorRatingCount: 1, vendorRatingSum: 5 });
  });

  it('is refused to other stores\' teams as if there were no such review', async () => {
    const { review } = await reviewed();
    expect(await answer(harness, vendorMember(newId('Vendor'), 'OWNER'), { id: review.id, expectedVersion: 1, text: 'Ours!' })).toMatchObject({ __typename: 'NotFound' });
  });

  it.each([
    ['FORBIDDEN', 'buyers', buyer()],
    ['UNAUTHENTICATED', 'guests', guest()],
    ['FORBIDDEN', 'operators', operator()],
  ])('answers %s to %s', async (code, _who, viewer) => {
    const errors = await harness.client.as(viewer).errors('mutation { reviewAnswer(input: {id: "rev_x", expectedVersion: 1, text: "x"}) { __typename } }');
    expect(errors).toMatchObject([{ extensions: { code } }]);
  });

  it('answers FORBIDDEN to members without manage_products', async () => {
    const { item } = await reviewed();
    for (const role of ['STAFF', ['manage_orders', 'view_products'] as const] as const) {
      const errors = await harness.client.as(vendorMember(item.vendorId, role)).errors('mutation { reviewAnswer(input: {id: "rev_x", expectedVersion: 1, text: "x"}) { __typename } }');
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    }
  });

  it('does not go below words that have changed meanwhile', async () => {
    const { item, viewer, review } = await reviewed();
    await update(harness, viewer, { id: review.id, expectedVersion: 1, text: 'It broke.' });
    const stale: Answer = await answer(harness, vendorMember(item.vendorId), { id: review.id, expectedVersion: 1, text: 'Glad you like it.' });
    expect(stale).toMatchObject({ __typename: 'ReviewVersionConflict', current: { text: 'It broke.', answer: null } });
  });

  it('has limits', async () => {
    const { item, review } = await reviewed();
    for (const text of ['', '  ', 'x'.repeat(2_001)]) {
      expect(await answer(harness, vendorMember(item.vendorId), { id: review.id, expectedVersion: 1, text })).toMatchObject({ __typename: 'InvalidInput', path: ['input', 'text'] });
    }
  });
});

async function idOf(authorId: string): Promise<string> {
  const [row] = await harness.deps.db.reader.execute<{ id: string }>(`select id from reviews where author_id = '${authorId}'`);
  return String(row?.id);
}
