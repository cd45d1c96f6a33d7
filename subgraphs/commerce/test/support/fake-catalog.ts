import { createIdGenerator, decodeId, encodeId, systemClock, type Id } from '@marketgraph/kernel';
import type { PeerAnswer, TestPeers } from '@marketgraph/testing';

interface StockedVariant {
  readonly id: Id<'ProductVariant'>;
  readonly productId: Id<'Product'>;
  readonly vendorId: Id<'Vendor'>;
  readonly title: string;
  price: bigint;
  currency: string;
  /** In stock and not held. */
  available: number;
  purchasable: boolean;
}

interface Held {
  readonly lines: readonly { variantId: string; quantity: number }[];
  state: 'HELD' | 'RELEASED' | 'REFUSED';
  expiresAt: string;
}

export interface FakeCatalog {
  add(vendorId: Id<'Vendor'>, fields?: Partial<Pick<StockedVariant, 'title' | 'price' | 'available' | 'currency'>>): StockedVariant;
  /** What it answers to `internalVariants`, for tests that answer late. */
  readonly variantsFor: PeerAnswer;
  /** By checkout, in the order they were first asked for. */
  readonly reservations: ReadonlyMap<string, Held>;
  /** How many of a variant are held for checkouts. */
  held(id: Id<'ProductVariant'>): number;
}

const ids = createIdGenerator(systemClock);

/** The catalog as commerce sees it: live prices, stock, and reservations that keep the promises of the real one. */
export function fakeCatalog(peers: TestPeers): FakeCatalog {
  const variants = new Map<string, StockedVariant>();
  const reservations = new Map<string, Held>();

  function release(held: Held): void {
    if (held.state !== 'HELD') return;
    held.state = 'RELEASED';
    for (const { variantId, quantity } of held.lines) find(variantId).available += quantity;
  }

  function find(encoded: string): StockedVariant {
    const variant = variants.get(encoded);
    if (variant === undefined) throw new Error(`no variant ${encoded}`);
    return variant;
  }

  function reserve(key: string, lines: Held['lines'], expiresAt: string) {
    const known = reservations.get(key);
    const shortages = (known === undefined ? lines : []).filter(({ variantId, quantity }) => find(variantId).available < quantity);
    const held: Held = known ?? { lines, state: shortages.length > 0 ? 'REFUSED' : 'HELD', expiresAt };
    if (known === undefined) {
      reservations.set(key, held);
      if (held.state === 'HELD') for (const { variantId, quantity } of lines) find(variantId).available -= quantity;
    }
    if (held.state !== 'REFUSED') return { __typename: 'InternalReservationCreateSuccess', reservation: { state: held.state } };
    return {
      __typename: 'InternalStockInsufficient',
      lines: shortages.map(({ variantId, quantity }) => ({ variantId, requested: quantity, available: find(variantId).available })),
    };
  }

  const variantsFor: PeerAnswer = ({ ids: asked }) =>
    (asked as string[]).flatMap((id) => {
      const variant = variants.get(id);
      return variant === undefined ? [] : [wireOf(variant)];
    });
  peers.answer('catalog', 'internalVariants', variantsFor);
  peers.answer('catalog', 'internalReservationCreate', ({ key, lines, expiresAt }) => reserve(key as string, lines as Held['lines'], expiresAt as string));
  peers.answer('catalog', 'internalReservationRelease', ({ key }) => {
    const held = reservations.get(key as string) ?? { lines: [], state: 'RELEASED' as const, expiresAt: '' };
    reservations.set(key as string, held);
    release(held);
    return { state: held.state };
  });
  peers.answer('catalog', 'internalReservationExtend', ({ key, expiresAt }) => {
    const held = reservations.get(key as string);
    if (held?.state === 'HELD') held.expiresAt = expiresAt as string;
    return held === undefined ? null : { state: held.state };
  });

  return {
    reservations,
    variantsFor,
    add: (vendorId, fields = {}) => {
      const variant: StockedVariant = {
        id: ids.next('ProductVariant'),
        productId: ids.next('Product'),
        vendorId,
        title: 'Lamp',
        price: 1_000n,
        currency: 'USD',
        available: 10,
        purchasable: true,
        ...fields,
      };
      variants.set(encodeId('ProductVariant', variant.id), variant);
      return variant;
    },
    held: (id) =>
      [...reservations.values()]
        .filter(({ state }) => state === 'HELD')
        .flatMap(({ lines }) => lines)
        .filter(({ variantId }) => decodeId('ProductVariant', variantId) === id)
        .reduce((sum, { quantity }) => sum + quantity, 0),
  };
}

function wireOf({ id, productId, vendorId, price, ...rest }: StockedVariant) {
  return {
    ...rest,
    id: encodeId('ProductVariant', id),
    productId: encodeId('Product', productId),
    vendorId: encodeId('Vendor', vendorId),
    variantTitle: '',
    sku: null,
    price: price.toString(),
    imageUrl: null,
    weightGrams: 500,
  };
}
