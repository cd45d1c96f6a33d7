import { decodeId } from '@marketgraph/kernel';
import { waitFor } from '@marketgraph/testing';
import { HOME, intentOf, type PaymentHandle } from '../../support/shopping.ts';
import type { Visitor } from '../../support/start-marketplace.ts';
import type { CrashWorld, Sale } from './crash-world.ts';

/** How much of the sale's goods can be bought now, one number for each. */
export async function stockOf({ guest }: CrashWorld, { goods }: Sale): Promise<number[]> {
  return Promise.all(
    goods.map(async ({ productId, variantId }) => {
      const { product } = await guest.request<{ product: { variants: { id: string; available: number }[] } }>(`query Stock($id: ID!) { product(id: $id) { variants { id available } } }`, { id: productId });
      return product.variants.find(({ id }) => id === variantId)?.available ?? Number.NaN;
    }),
  );
}

export function stockBecomes(world: CrashWorld, sale: Sale, wanted: readonly number[]): Promise<true> {
  return waitFor(async () => String(await stockOf(world, sale)) === String(wanted) || undefined, { timeoutMs: 15_000, what: `a stock of ${wanted.join(' and ')}` });
}

export interface KnownOrder {
  readonly id: string;
  readonly status: string;
}

export async function ordersOf(buyer: Visitor): Promise<readonly KnownOrder[]> {
  return (await buyer.graph.request<{ orders: { nodes: KnownOrder[] } }>(`{ orders { nodes { id status } } }`)).orders.nodes;
}

export async function cartLinesOf(buyer: Visitor): Promise<Readonly<Record<string, number>>> {
  const { cart } = await buyer.graph.request<{ cart: { lines: { quantity: number; variant: { id: string } }[] } | null }>(`{ cart { lines { quantity variant { id } } } }`);
  return Object.fromEntries((cart?.lines ?? []).map(({ variant, quantity }) => [variant.id, quantity]));
}

export interface Settled {
  readonly status: string;
  readonly total: { readonly amount: string };
  readonly payment: { readonly status: string; readonly captured: { readonly amount: string }; readonly refunded: { readonly amount: string } };
  readonly vendorOrders: readonly { readonly id: string; readonly status: string; readonly gross: { readonly amount: string }; readonly refunds: readonly { readonly status: string; readonly amount: { readonly amount: string } }[] }[];
  readonly timeline: readonly { readonly kind: string }[];
}

export async function orderOf(buyer: Visitor, id: string): Promise<Settled> {
  const { order } = await buyer.graph.request<{ order: Settled }>(
    `query Order($id: ID!) { order(id: $id) {
      status total { amount } payment { status captured { amount } refunded { amount } } timeline { kind }
      vendorOrders { id status gross { amount } refunds { status amount { amount } } } } }`,
    { id },
  );
  return order;
}

export function orderBecomes(buyer: Visitor, id: string, what: string, fits: (order: Settled) => boolean): Promise<Settled> {
  return waitFor(
    async () => {
      const order = await orderOf(buyer, id);
      return fits(order) && order;
    },
    { timeoutMs: 15_000, what: `an order that is ${what}` },
  );
}

/** It is the provider's webhook that brings it there. */
export function orderIsPaid(buyer: Visitor, id: string): Promise<Settled> {
  return orderBecomes(buyer, id, 'paid', ({ payment: { status } }) => status === 'PAID');
}

/** What the provider remembers of an order: how many payments in which states. */
export async function intentsOf({ sandboxes }: CrashWorld, orderId: string): Promise<Readonly<Record<string, number>>> {
  const uuid = decodeId('Order', orderId);
  if (uuid === undefined) throw new Error(`${orderId} is no order`);
  return (await sandboxes.control.stripe.countIntents({ order_id: uuid })).byStatus;
}

/** Every payment that the provider was ever asked for. */
export async function countIntents({ sandboxes }: CrashWorld): Promise<number> {
  return (await sandboxes.control.stripe.countIntents({})).count;
}

/** Refunds of a payment in the provider's memory, in minor units. */
export async function refundsAtProvider({ addresses }: CrashWorld, payment: PaymentHandle): Promise<number[]> {
  const response = await fetch(`${addresses.stripe}/v1/refunds?payment_intent=${intentOf(payment)}&limit=100`, { headers: { authorization: 'Bearer sk_test_sandbox' } });
  const { data } = (await response.json()) as { data: { amount: number }[] };
  return data.map(({ amount }) => amount).toSorted((left, right) => left - right);
}

/** One mutation with a result union; gives its type's name. */
export async function act(visitor: Visitor, field: string, input: object, inputType: string): Promise<string> {
  const answer = await visitor.graph.request<Record<string, { __typename: string }>>(`mutation Act($input: ${inputType}!) { ${field}(input: $input) { __typename } }`, { input });
  return answer[field]?.__typename ?? 'nothing';
}

/** Far from where the shipping was quoted for. */
export const ELSEWHERE = { ...HOME, line1: '9 Other Street', city: 'Boston', region: 'MA', postalCode: '02108' };
