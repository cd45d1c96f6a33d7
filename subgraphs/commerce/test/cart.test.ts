import { buyer, guest, vendorMember } from '@marketgraph/testing';
import { createHash } from 'node:crypto';
import { DAY, encodeId, SECOND, type Id } from '@marketgraph/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { carts } from '../src/carts/cart.tables.ts';
import { createHarness, type Harness } from './support/harness.ts';
import { addToCart, ADDRESS, quoteShipping } from './support/shopping.ts';

const CART = `query ($token: String) {
  cart(token: $token) {
    id itemCount readyForCheckout subtotal { amount currency }
    vendors { vendor { id } subtotal { amount } lines { quantity } }
    lines {
      id quantity title unitPrice { amount } seenPrice { amount } total { amount } changedAt
      notices {
        __typename message
        ... on CartPriceNotice { oldPrice { amount } newPrice { amount } }
        ... on CartStockNotice { available }
      }
    }
  }
}`;
const CREATE = 'mutation { cartCreate { __typename ... on CartCreateSuccess { token cart { id } } } }';
const UPDATE = `mutation ($id: ID!, $quantity: Int!, $token: String) {
  cartLineUpdate(input: { lineId: $id, quantity: $quantity, cartToken: $token }) {
    __typename
    ... on CartLineUpdateSuccess { cart { readyForCheckout lines { quantity seenPrice { amount } notices { __typename } } } }
    ... on InsufficientStock { lines { requested available } }
    ... on InvalidInput { path }
  }
}`;
const REMOVE = 'mutation ($id: ID!, $token: String) { cartLineRemove(input: { lineId: $id, cartToken: $token }) { __typename ... on CartLineRemoveSuccess { cart { itemCount } } } }';
const MERGE = `mutation ($token: String!) {
  cartMerge(input: { cartToken: $token }) { __typename ... on CartMergeSuccess { cart { id itemCount lines { quantity } } skipped { title quantity } } }
}`;

interface CartAnswer {
  readonly cart: {
    readonly id: string;
    readonly itemCount: number;
    readonly readyForCheckout: boolean;
    readonly subtotal: { readonly amount: string } | null;
    readonly lines: readonly { readonly id: string; readonly changedAt: string | null; readonly notices: readonly object[] }[];
  };
}

describe('COM-01 carts', () => {
  let harness: Harness;
  let vendorId: Id<'Vendor'>;
  beforeAll(async () => {
    harness = await createHarness({ cartMaxLines: 3, cartMaxQuantity: 20 });
    vendorId = harness.vendor();
  });
  afterAll(() => harness.stop());

  const read = async (viewer: ReturnType<typeof buyer>) => (await harness.client.as(viewer).query<CartAnswer>(CART)).cart;
  const guestCart = async () => (await harness.client.as(guest()).mutate<{ cartCreate: { token: string; cart: { id: string } } }>(CREATE)).cartCreate;
  const filled = async (fields: Parameters<Harness['catalog']['add']>[1] = {}, quantity = 2) => {
    const viewer = buyer();
    const variant = harness.catalog.add(vendorId, fields);
    const { cart } = await addToCart(harness, viewer, { variantId: variant.id, quantity });
    return { viewer, variant, lineId: cart.lines[0]?.id ?? '' };
  };

  it('is made for a buyer when something is put in, and sums up what is put in twice', async () => {
    const viewer = buyer();
    const variant = harness.catalog.add(vendorId);
    expect(await read(viewer)).toBeNull();
    await addToCart(harness, viewer, { variantId: variant.id, quantity: 2 });
    const { cart } = await addToCart(harness, viewer, { variantId: variant.id, quantity: 1 });
    expect(cart).toMatchObject({ itemCount: 3, lines: [{ quantity: 3, unitPrice: { amount: '1000' }, notices: [] }], subtotal: { amount: '3000', currency: 'USD' } });
  });

  it('is opened by its token alone, which is kept as a hash', async () => {
    const { token, cart } = await guestCart();
    const variant = harness.catalog.add(vendorId);
    await addToCart(harness, guest(), { variantId: variant.id, quantity: 1 }, token);
    expect((await harness.client.as(guest()).query<CartAnswer>(CART, { token })).cart).toMatchObject({ id: cart.id, itemCount: 1 });
    expect((await harness.client.as(guest()).query<CartAnswer>(CART, { token: `${token}x` })).cart).toBeNull();
    expect((await harness.client.as(guest()).query<CartAnswer>(CART)).cart).toBeNull();
    expect(await addToCart(harness, guest(), { variantId: variant.id, quantity: 1 })).toMatchObject({ __typename: 'NotFound' });
    const hashes = (await harness.database.db.reader.select({ hash: carts.tokenHash }).from(carts)).map(({ hash }) => hash);
    expect(hashes).toContain(createHash('sha256').update(token).digest('hex'));
    expect(hashes).not.toContain(token);
  });

  it('asks the catalog once a read, however many lines', async () => {
    const viewer = buyer();
    for (const price of [100n, 200n, 300n]) await addToCart(harness, viewer, { variantId: harness.catalog.add(harness.vendor(), { price }).id, quantity: 1 });
    const calls = () => harness.deps.peers.calls.filter(({ field }) => field === 'internalVariants').length;
    const before = calls();
    harness.database.statements.reset();
    expect(await read(viewer)).toMatchObject({ itemCount: 3, subtotal: { amount: '600' } });
    expect(calls() - before).toBe(1);
    expect(harness.database.statements.statements.length).toBe(2);
    const inOne = calls();
    await addToCart(harness, viewer, { variantId: harness.catalog.add(vendorId).id, quantity: 1 });
    expect(calls() - inOne).toBe(1);
  });

  it('explains a new price line by line, until the line is updated', async () => {
    const { viewer, variant, lineId } = await filled();
    variant.price = 1_250n;
    const cart = await read(viewer);
    expect(cart).toMatchObject({
      readyForCheckout: false,
      subtotal: { amount: '2500' },
      lines: [{ unitPrice: { amount: '1250' }, seenPrice: { amount: '1000' }, total: { amount: '2500' }, notices: [{ __typename: 'CartPriceNotice', message: 'The price has changed.', oldPrice: { amount: '1000' }, newPrice: { amount: '1250' } }] }],
    });
    const { cartLineUpdate } = await harness.client.as(viewer).mutate<{ cartLineUpdate: object }>(UPDATE, { id: lineId, quantity: 2 });
    expect(cartLineUpdate).toEqual({ __typename: 'CartLineUpdateSuccess', cart: { readyForCheckout: true, lines: [{ quantity: 2, seenPrice: { amount: '1250' }, notices: [] }] } });
  });

  it('says how many are left, and takes no more than that', async () => {
    const { viewer, variant, lineId } = await filled({}, 5);
    variant.available = 3;
    expect((await read(viewer)).lines[0]?.notices).toEqual([{ __typename: 'CartStockNotice', message: 'There are only 3 left.', available: 3 }]);
    const update = (quantity: number) => harness.client.as(viewer).mutate(UPDATE, { id: lineId, quantity });
    expect(await update(4)).toEqual({ cartLineUpdate: { __typename: 'InsufficientStock', lines: [{ requested: 4, available: 3 }] } });
    expect(await update(3)).toMatchObject({ cartLineUpdate: { __typename: 'CartLineUpdateSuccess', cart: { readyForCheckout: true } } });
    expect(await addToCart(harness, viewer, { variantId: variant.id, quantity: 1 })).toMatchObject({ __typename: 'InsufficientStock', lines: [{ requested: 4, available: 3 }] });
  });

  it('says what is not for sale, which costs nothing and can only be removed', async () => {
    const { viewer, variant, lineId } = await filled();
    variant.purchasable = false;
    expect(await read(viewer)).toMatchObject({ readyForCheckout: false, subtotal: { amount: '0' }, lines: [{ notices: [{ __typename: 'CartUnavailableNotice' }] }] });
    expect(await harness.client.as(viewer).mutate(UPDATE, { id: lineId, quantity: 1 })).toEqual({ cartLineUpdate: { __typename: 'VariantUnavailable' } });
    expect(await harness.client.as(viewer).mutate(REMOVE, { id: lineId })).toEqual({ cartLineRemove: { __typename: 'CartLineRemoveSuccess', cart: { itemCount: 0 } } });
    expect(await harness.client.as(viewer).mutate(REMOVE, { id: lineId })).toEqual({ cartLineRemove: { __typename: 'NotFound' } });
  });

  it('can be looked at while the catalog is away, and says so', async () => {
    const { viewer, variant } = await filled();
    harness.deps.peers.down('catalog');
    expect(await read(viewer)).toMatchObject({ readyForCheckout: false, lines: [{ unitPrice: { amount: '1000' }, notices: [{ __typename: 'CartUncheckedNotice' }] }] });
    expect(await addToCart(harness, viewer, { variantId: variant.id, quantity: 1 })).toMatchObject({ __typename: 'CatalogUnavailable', retryable: true });
    harness.deps.peers.up('catalog');
  });

  it('has limits: lines, quantity, one currency, what exists', async () => {
    const viewer = buyer();
    const add = (fields = {}, quantity = 1) => addToCart(harness, viewer, { variantId: harness.catalog.add(vendorId, { available: 99, ...fields }).id, quantity });
    expect(await add({}, 21)).toMatchObject({ __typename: 'InvalidInput', path: ['input', 'quantity'] });
    expect(await add({}, 0)).toMatchObject({ __typename: 'InvalidInput' });
    await add();
    expect(await add({ currency: 'EUR' })).toMatchObject({ __typename: 'CartCurrencyConflict', cartCurrency: 'USD', variantCurrency: 'EUR' });
    await add();
    await add();
    expect(await add()).toMatchObject({ __typename: 'CartFull', code: 'CART_FULL' });
    expect(await addToCart(harness, viewer, { variantId: harness.deps.ids.next('ProductVariant'), quantity: 1 })).toMatchObject({ __typename: 'NotFound' });
    expect((await read(viewer)).itemCount).toBe(3);
  });

  it("is nobody else's: another buyer's line is a missing one", async () => {
    const { lineId, viewer } = await filled();
    expect(await harness.client.as(buyer()).mutate(UPDATE, { id: lineId, quantity: 9 })).toEqual({ cartLineUpdate: { __typename: 'NotFound' } });
    expect(await harness.client.as(buyer()).mutate(REMOVE, { id: lineId })).toEqual({ cartLineRemove: { __typename: 'NotFound' } });
    expect((await read(viewer)).itemCount).toBe(2);
  });

  it("takes a guest's lines in after login, once, however often it is asked", async () => {
    const { token } = await guestCart();
    const [lamp, chair] = [harness.catalog.add(vendorId, { available: 50 }), harness.catalog.add(vendorId, { title: 'Chair' })];
    await addToCart(harness, guest(), { variantId: lamp.id, quantity: 15 }, token);
    await addToCart(harness, guest(), { variantId: chair.id, quantity: 1 }, token);
    const viewer = buyer();
    await addToCart(harness, viewer, { variantId: lamp.id, quantity: 10 });
    const merge = () => harness.client.as(viewer).mutate<{ cartMerge: { cart: { itemCount: number } } }>(MERGE, { token });
    const merged = await Promise.all(Array.from({ length: 5 }, merge));
    // 25 lamps are capped at 20.
    for (const { cartMerge } of merged) expect(cartMerge).toMatchObject({ __typename: 'CartMergeSuccess', cart: { itemCount: 21 }, skipped: [] });
    expect((await merge()).cartMerge.cart.itemCount).toBe(21);
    expect(await harness.client.as(buyer()).mutate(MERGE, { token })).toEqual({ cartMerge: { __typename: 'NotFound' } });
    expect((await harness.client.as(guest()).query<CartAnswer>(CART, { token })).cart).toBeNull();
  });

  it('names what it could not take in', async () => {
    const { token } = await guestCart();
    await addToCart(harness, guest(), { variantId: harness.catalog.add(vendorId, { currency: 'EUR', title: 'Vase' }).id, quantity: 2 }, token);
    const { viewer } = await filled();
    expect(await harness.client.as(viewer).mutate(MERGE, { token })).toMatchObject({ cartMerge: { skipped: [{ title: 'Vase', quantity: 2 }], cart: { itemCount: 2 } } });
  });

  it('is refused to owners of a store, while members of the team may buy', async () => {
    const owner = vendorMember(vendorId, 'OWNER');
    const variant = harness.catalog.add(vendorId);
    expect(await harness.client.as(owner).mutate(CREATE)).toEqual({ cartCreate: { __typename: 'VendorsMayNotBuy' } });
    expect(await addToCart(harness, owner, { variantId: variant.id, quantity: 1 })).toMatchObject({ __typename: 'VendorsMayNotBuy' });
    expect((await harness.client.as(owner).query<CartAnswer>(CART)).cart).toBeNull();
    expect((await addToCart(harness, vendorMember(vendorId, 'ADMIN'), { variantId: variant.id, quantity: 1 })).__typename).toBe('CartLineAddSuccess');
  });

  it('asks every vendor what shipping costs, cheapest first', async () => {
    const viewer = buyer();
    const other = harness.vendor();
    await addToCart(harness, viewer, { variantId: harness.catalog.add(vendorId).id, quantity: 2 });
    await addToCart(harness, viewer, { variantId: harness.catalog.add(other).id, quantity: 1 });
    const { vendors } = await quoteShipping(harness, viewer);
    expect(vendors).toMatchObject([vendorId, other].map((id) => ({ vendor: { id: encodeId('Vendor', id) }, options: [{ method: 'STANDARD', price: { amount: '599' } }, { method: 'EXPRESS', price: { amount: '1200' } }] })));
    const call = harness.deps.peers.calls.findLast(({ field }) => field === 'internalShippingQuotes');
    expect(call?.args['shipments']).toMatchObject([{ subtotal: '2000', currency: 'USD', weightGrams: 1_000, itemCount: 2 }, { subtotal: '1000', weightGrams: 500, itemCount: 1 }]);
    expect(await quoteShipping(harness, viewer, { ...ADDRESS, country: 'usa' })).toMatchObject({ __typename: 'InvalidInput', path: ['input', 'address', 'country'] });
    expect(await quoteShipping(harness, buyer())).toMatchObject({ __typename: 'NotFound' });
  });

  it('hears that something in it has changed, and forgets it once the buyer has looked', async () => {
    const { viewer, variant, lineId } = await filled();
    harness.deps.clock.advance(SECOND);
    const stranger = harness.deps.ids.next('ProductVariant');
    for (const variantId of [variant.id, stranger]) {
      await harness.receive('catalog.stock.changed', variantId, { variantId, productId: variant.productId, vendorId, title: 'Lamp', available: 1, threshold: 0 });
    }
    expect((await read(viewer)).lines[0]?.changedAt).toBe(harness.deps.clock.now().toISOString());
    harness.deps.clock.advance(SECOND);
    await harness.client.as(viewer).mutate(UPDATE, { id: lineId, quantity: 1 });
    expect((await read(viewer)).lines[0]?.changedAt).toBeNull();
    const product = { productId: variant.productId, vendorId, title: 'Lamp', status: 'ACTIVE', changed: ['price'], variantIds: [variant.id] } as const;
    harness.deps.clock.advance(SECOND);
    await harness.receive('catalog.product.updated', variant.productId, { ...product, changed: ['price'], variantIds: [variant.id] });
    expect((await read(viewer)).lines[0]?.changedAt).toBe(harness.deps.clock.now().toISOString());
  });

  it('is given to everybody who registers, and taken from who is approved as a vendor', async () => {
    const viewer = buyer();
    await harness.receive('identity.user.registered', viewer.userId, { userId: viewer.userId, email: 'a@b.test', name: 'A', locale: 'en' });
    expect((await read(viewer)).itemCount).toBe(0);
    await addToCart(harness, viewer, { variantId: harness.catalog.add(vendorId).id, quantity: 1 });
    const own = harness.vendor();
    const vendor = { vendorId: own, ownerId: viewer.userId, name: 'Shop', slug: 'shop', currency: 'USD', country: 'US', reason: '' } as const;
    await harness.receive('identity.vendor.rejected', own, { ...vendor, status: 'REJECTED' });
    expect((await read(viewer)).itemCount).toBe(1);
    await harness.receive('identity.vendor.approved', own, { ...vendor, status: 'APPROVED' });
    expect(await read(viewer)).toBeNull();
  });

  it('marks the lines of a vendor that is suspended, and unmarks them when it sells again', async () => {
    const { viewer } = await filled();
    const vendor = { vendorId, ownerId: harness.deps.ids.next('User'), name: 'Lamps', slug: 'lamps', currency: 'USD', country: 'US', reason: 'fraud' } as const;
    await harness.receive('identity.vendor.suspended', vendorId, { ...vendor, status: 'SUSPENDED' });
    expect((await read(viewer)).lines[0]?.notices).toMatchObject([{ __typename: 'CartUnavailableNotice' }]);
    await harness.receive('identity.vendor.reactivated', vendorId, { ...vendor, status: 'APPROVED' });
    expect((await read(viewer)).readyForCheckout).toBe(true);
  });

  it("of a guest goes after two months in which nobody touched it, a buyer's stays", async () => {
    const { token } = await guestCart();
    const { viewer } = await filled();
    harness.deps.clock.advance(61 * DAY);
    await harness.sweep('cart.purge');
    expect((await harness.client.as(guest()).query<CartAnswer>(CART, { token })).cart).toBeNull();
    expect((await read(viewer)).itemCount).toBe(2);
  });
});
