import { randomUUID } from 'node:crypto';
import type { commerceAccess } from '@marketgraph/contracts';
import { addToCart, HOME } from '../shopping.ts';
import type { Caller, Sample } from './samples.ts';
import type { Scene } from './scene.ts';

const part: Sample['variables'] = ({ pendingId }) => ({ input: { vendorOrderId: pendingId } });
const endOfPart: Sample['variables'] = ({ pendingId }) => ({ input: { vendorOrderId: pendingId, reason: 'OTHER', text: 'Because.' } });
const ofOrder: Sample['variables'] = ({ orderId }) => ({ id: orderId });
const ofVendor: Sample['variables'] = ({ vendorId }) => ({ vendorId, first: 5 });

async function guestToken({ marketplace }: Scene): Promise<string> {
  const { cartCreate } = await marketplace.guest.request<{ cartCreate: { token: string } }>('mutation { cartCreate { ... on CartCreateSuccess { token } } }');
  return cartCreate.token;
}

/** Guests carry a token; those who are signed in have a cart of their own. */
async function withCart(scene: Scene, caller: Caller, input: object): Promise<{ input: object }> {
  return { input: caller === 'guest' || caller === 'service' ? { ...input, cartToken: await guestToken(scene) } : input };
}

async function filled(scene: Scene): Promise<string> {
  await addToCart(scene.visitors.buyer, scene.product.variantIds[0] ?? '');
  const { cart } = await scene.visitors.buyer.graph.request<{ cart: { lines: { id: string }[] } }>('{ cart { lines { id } } }');
  return cart.lines[0]?.id ?? '';
}

export const commerceSamples = {
  'Query.cart': { variables: () => ({}), mayBeNull: true },
  'Mutation.cartCreate': { variables: () => ({}) },
  'Mutation.cartLineAdd': {
    variables: ({ product }) => ({ input: { variantId: product.variantIds[0], quantity: 1 } }),
    fresh: (scene, caller) => withCart(scene, caller, { variantId: scene.product.variantIds[0], quantity: 1 }),
  },
  'Mutation.cartLineUpdate': { variables: ({ cartLineId }) => ({ input: { lineId: cartLineId, quantity: 2 } }) },
  'Mutation.cartShippingQuote': {
    variables: () => ({ input: { address: HOME } }),
    fresh: (scene, caller) => withCart(scene, caller, { address: HOME }),
  },
  'Mutation.checkout': { variables: ({ checkout }) => ({ input: { ...checkout, idempotencyKey: randomUUID() } }) },
  'Mutation.cartLineRemove': {
    variables: ({ cartLineId }) => ({ input: { lineId: cartLineId } }),
    fresh: async (scene) => ({ input: { lineId: await filled(scene) } }),
  },
  'Mutation.cartMerge': {
    variables: async (scene) => ({ input: { cartToken: await tokenOf(scene) } }),
    fresh: async (scene) => ({ input: { cartToken: await guestToken(scene) } }),
  },
  'Mutation.paymentRetry': { variables: ({ orderId }) => ({ input: { orderId } }) },

  'Query.order': { variables: ofOrder },
  'Query.orders': { variables: () => ({ first: 5 }) },
  'Query.operatorOrders': { variables: () => ({ first: 5 }) },
  'Subscription.orderUpdated': { variables: ofOrder },
  'Subscription.buyerOrdersUpdated': { variables: () => ({}) },

  'Query.vendorOrder': { variables: ({ pendingId }) => ({ id: pendingId }) },
  'Query.vendorOrders': { variables: ofVendor },
  'Subscription.vendorOrdersUpdated': { variables: ({ vendorId }) => ({ vendorId }) },
  'Query.ledgerEntries': { variables: ofVendor },
  'Query.internalVendorOrder': { variables: ({ pendingId }) => ({ id: pendingId }) },

  'Mutation.orderReady': { variables: ({ acceptedId }) => ({ input: { vendorOrderId: acceptedId } }) },
  'Mutation.vendorOrderRefund': { variables: ({ acceptedId }) => ({ input: { vendorOrderId: acceptedId, amount: '100', reason: 'OTHER', text: 'A scratch.', idempotencyKey: randomUUID() } }) },
  'Mutation.orderAccept': { variables: part },
  'Mutation.orderReject': { variables: endOfPart },
  'Mutation.vendorOrderCancel': { variables: endOfPart },
  'Mutation.orderCancel': { variables: ({ orderId }) => ({ input: { orderId, reason: 'CHANGED_MIND' } }) },
} as const satisfies Readonly<Record<keyof typeof commerceAccess, Sample>>;

const tokens = new WeakMap<Scene, Promise<string>>();

/** One for all who are refused: making it is itself a change. */
function tokenOf(scene: Scene): Promise<string> {
  const token = tokens.get(scene) ?? guestToken(scene);
  tokens.set(scene, token);
  return token;
}
