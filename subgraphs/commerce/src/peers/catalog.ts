import { encodeId, type Id } from '@marketgraph/kernel';
import type { Peers } from '@marketgraph/server';
import { z } from 'zod';
import type { LiveVariant } from '../carts/cart.rules.ts';
import { amountAnswer, currencyAnswer, idAnswer } from './answers.ts';

const VARIANTS = `query CommerceVariants($ids: [ID!]!) {
  internalVariants(ids: $ids) {
    id productId vendorId title variantTitle sku price currency available purchasable imageUrl weightGrams
  }
}`;

const RESERVE = `mutation CommerceReserve($key: ID!, $lines: [InternalReservationLine!]!, $expiresAt: DateTime!) {
  internalReservationCreate(key: $key, lines: $lines, expiresAt: $expiresAt) {
    __typename
    ... on InternalReservationCreateSuccess { reservation { state } }
    ... on InternalStockInsufficient { lines { variantId requested available } }
  }
}`;

const RELEASE = `mutation CommerceRelease($key: ID!) {
  internalReservationRelease(key: $key) { state }
}`;

const EXTEND = `mutation CommerceExtend($key: ID!, $expiresAt: DateTime!) {
  internalReservationExtend(key: $key, expiresAt: $expiresAt) { state }
}`;

export interface Shortage {
  readonly variantId: Id<'ProductVariant'>;
  readonly requested: number;
  readonly available: number;
}

/** `GONE`: the key was used before and what it held has been given back. */
export type Reserved = { readonly kind: 'HELD' } | { readonly kind: 'INSUFFICIENT'; readonly lines: readonly Shortage[] } | { readonly kind: 'GONE' };

/** The catalog as commerce asks it. Everything may throw `PeerUnavailable`. */
export interface Catalog {
  /** One call, however many. Variants that never were are left out. */
  variants(ids: readonly Id<'ProductVariant'>[], traceId: string): Promise<ReadonlyMap<string, LiveVariant>>;
  /** All lines or none. The same checkout again answers what became of it. */
  reserve(checkoutId: Id<'Checkout'>, lines: readonly { variantId: Id<'ProductVariant'>; quantity: number }[], expiresAt: Date, traceId: string): Promise<Reserved>;
  release(checkoutId: Id<'Checkout'>, traceId: string): Promise<void>;
  /** False: nothing is held for it any more. */
  extend(checkoutId: Id<'Checkout'>, expiresAt: Date, traceId: string): Promise<boolean>;
}

const stateAnswer = z.object({ state: z.enum(['HELD', 'COMMITTED', 'RELEASED', 'EXPIRED', 'REFUSED']) });

const variantAnswer = z.object({
  id: idAnswer('ProductVariant'),
  productId: idAnswer('Product'),
  vendorId: idAnswer('Vendor'),
  title: z.string(),
  variantTitle: z.string(),
  sku: z.string().nullable(),
  price: amountAnswer,
  currency: currencyAnswer,
  available: z.number().int(),
  purchasable: z.boolean(),
  imageUrl: z.string().nullable(),
  weightGrams: z.number().int().nullable(),
});

const reserveAnswer = z.discriminatedUnion('__typename', [
  z.object({ __typename: z.literal('InternalReservationCreateSuccess'), reservation: stateAnswer }),
  z.object({
    __typename: z.literal('InternalStockInsufficient'),
    lines: z.array(z.object({ variantId: idAnswer('ProductVariant'), requested: z.number(), available: z.number() })),
  }),
]);

export function createCatalog(peers: Peers): Catalog {
  return {
    variants: async (ids, traceId) => {
      if (ids.length === 0) return new Map();
      const variables = { ids: ids.map((id) => encodeId('ProductVariant', id)) };
      const data = await peers.request<unknown>('catalog', { document: VARIANTS, variables, traceId });
      const { internalVariants } = z.object({ internalVariants: z.array(variantAnswer) }).parse(data);
      return new Map(internalVariants.map((variant) => [variant.id, { ...variant, sku: variant.sku ?? '' }]));
    },
    reserve: async (checkoutId, lines, expiresAt, traceId) => {
      const variables = {
        key: encodeId('Checkout', checkoutId),
        lines: lines.map(({ variantId, quantity }) => ({ variantId: encodeId('ProductVariant', variantId), quantity })),
        expiresAt: expiresAt.toISOString(),
      };
      const data = await peers.request<unknown>('catalog', { document: RESERVE, variables, traceId });
      const { internalReservationCreate: answer } = z.object({ internalReservationCreate: reserveAnswer }).parse(data);
      if (answer.__typename === 'InternalStockInsufficient') return { kind: 'INSUFFICIENT', lines: answer.lines };
      return { kind: answer.reservation.state === 'HELD' || answer.reservation.state === 'COMMITTED' ? 'HELD' : 'GONE' };
    },
    release: async (checkoutId, traceId) => {
      await peers.request('catalog', { document: RELEASE, variables: { key: encodeId('Checkout', checkoutId) }, traceId });
    },
    extend: async (checkoutId, expiresAt, traceId) => {
      const variables = { key: encodeId('Checkout', checkoutId), expiresAt: expiresAt.toISOString() };
      const data = await peers.request<unknown>('catalog', { document: EXTEND, variables, traceId });
      const { internalReservationExtend } = z.object({ internalReservationExtend: stateAnswer.nullable() }).parse(data);
      return internalReservationExtend?.state === 'HELD';
    },
  };
}
