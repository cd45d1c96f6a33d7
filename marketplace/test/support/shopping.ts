import { randomUUID } from 'node:crypto';
import { encodeId, type Id } from '@marketgraph/kernel';
import { waitFor } from '@marketgraph/testing';
import { GraphErrors } from '../../src/walkthrough/graph-client.ts';
import type { Marketplace, Visitor } from './start-marketplace.ts';

/** In the city of one of the demo's stores, so that a courier can come. */
export const HOME = { recipient: 'Bea Buyer', phone: '+12025550199', line1: '1 Pine Street', line2: '', city: 'Portland', region: 'OR', postalCode: '97209', country: 'US' };

export interface CheckoutInput {
  readonly cartId: string;
  readonly idempotencyKey: string;
  readonly shippingAddress: object;
  readonly shippingChoices: readonly { readonly vendorId: string; readonly quoteId: string }[];
}

export interface PaymentHandle {
  readonly id: string;
  readonly clientSecret: string;
  readonly publishableKey: string;
}

export interface CheckoutAnswer {
  readonly __typename: string;
  readonly order?: { readonly id: string; readonly number: string; readonly total: { readonly amount: string }; readonly vendorOrders: readonly { readonly id: string; readonly vendor: { readonly id: string } }[] };
  readonly payment?: PaymentHandle;
  readonly lines?: readonly { readonly variantId: string; readonly requested: number; readonly available: number }[];
}

export interface StockedProduct {
  readonly id: string;
  readonly variantIds: readonly string[];
}

const CREATE = `mutation Create($input: ProductCreateInput!) { productCreate(input: $input) {
  __typename ... on UserError { message } ... on ProductCreateSuccess { product { id variants { id } } } } }`;
const PUBLISH = `mutation Publish($id: ID!) { productStatusSet(input: { id: $id, status: ACTIVE }) { __typename ... on UserError { message } } }`;

/** A product on sale, with one variant for each quantity. */
export async function stockProduct(owner: Visitor, vendorId: Id<'Vendor'>, title: string, quantities: readonly number[], description = ''): Promise<StockedProduct> {
  const variants = quantities.map((quantity, index) => ({ selectedOptions: [{ name: 'Size', value: `Size ${index + 1}` }], price: { amount: String(1_000 + index) }, quantity, weightGrams: 100 }));
  const input = { vendorId: encodeId('Vendor', vendorId), title, description, optionNames: ['Size'], variants };
  const { productCreate } = await owner.graph.request<{ productCreate: { product?: { id: string; variants: { id: string }[] } } }>(CREATE, { input });
  const { product } = productCreate;
  if (product === undefined) throw new Error(`not created: ${JSON.stringify(productCreate)}`);
  const { productStatusSet } = await owner.graph.request<{ productStatusSet: { __typename: string } }>(PUBLISH, { id: product.id });
  if (productStatusSet.__typename !== 'ProductStatusSetSuccess') throw new Error(`not published: ${JSON.stringify(productStatusSet)}`);
  return { id: product.id, variantIds: product.variants.map(({ id }) => id) };
}

export async function addToCart(buyer: Visitor, variantId: string, quantity = 1): Promise<void> {
  const { cartLineAdd } = await buyer.graph.request<{ cartLineAdd: { __typename: string } }>(
    `mutation Add($variantId: ID!, $quantity: Int!) { cartLineAdd(input: { variantId: $variantId, quantity: $quantity }) { __typename ... on UserError { message } } }`,
    { variantId, quantity },
  );
  if (cartLineAdd.__typename !== 'CartLineAddSuccess') throw new Error(`not added: ${JSON.stringify(cartLineAdd)}`);
}

const QUOTE = `mutation Quote($address: ShippingAddressInput!) { cartShippingQuote(input: { address: $address }) {
  __typename ... on UserError { message } ... on CartShippingQuoteSuccess { cart { id } vendors { vendor { id } options { quoteId method } } } } }`;

interface Quoted {
  readonly cartShippingQuote: {
    readonly cart?: { readonly id: string };
    readonly vendors?: readonly { readonly vendor: { readonly id: string }; readonly options: readonly { readonly quoteId: string; readonly method: string }[] }[];
  };
}

/** Everything that the checkout of the buyer's cart needs, with a key of its own. */
export async function prepareCheckout(buyer: Visitor, method = 'STANDARD', address: object = HOME): Promise<CheckoutInput> {
  const { cartShippingQuote } = await buyer.graph.request<Quoted>(QUOTE, { address });
  const { cart, vendors } = cartShippingQuote;
  if (cart === undefined || vendors === undefined) throw new Error(`not quoted: ${JSON.stringify(cartShippingQuote)}`);
  const shippingChoices = vendors.map(({ vendor, options }) => {
    const option = options.find((candidate) => candidate.method === method) ?? options[0];
    if (option === undefined) throw new Error('a store does not ship there');
    return { vendorId: vendor.id, quoteId: option.quoteId };
  });
  return { cartId: cart.id, idempotencyKey: randomUUID(), shippingAddress: address, shippingChoices };
}

export const CHECKOUT = `mutation Checkout($input: CheckoutInput!) { checkout(input: $input) {
  __typename
  ... on UserError { code message }
  ... on InsufficientStock { lines { variantId requested available } }
  ... on CheckoutSuccess { order { id number total { amount } vendorOrders { id vendor { id } } } payment { id clientSecret publishableKey } }
} }`;

export async function checkOut(buyer: Visitor, input: CheckoutInput): Promise<CheckoutAnswer> {
  return (await buyer.graph.request<{ checkout: CheckoutAnswer }>(CHECKOUT, { input })).checkout;
}

/** As an app does on a bad day: what got no answer is asked again, under the same key. */
export async function checkOutPatiently(buyer: Visitor, input: CheckoutInput): Promise<CheckoutAnswer> {
  return waitFor(
    async () => {
      const { data, errors } = await buyer.graph.execute<{ checkout: CheckoutAnswer }>(CHECKOUT, { input });
      if (errors.some(({ extensions }) => extensions?.code !== 'SUBGRAPH_UNAVAILABLE')) throw new GraphErrors(errors);
      return errors.length === 0 && data?.checkout.__typename !== 'CheckoutInProgress' && data?.checkout;
    },
    { timeoutMs: 40_000, what: 'an answer to a checkout' },
  );
}

export interface Bought {
  readonly orderId: string;
  readonly vendorOrderIds: readonly string[];
  readonly payment: PaymentHandle;
}

export async function order(buyer: Visitor, variantId: string, { quantity = 1, method = 'STANDARD' } = {}): Promise<Bought> {
  await addToCart(buyer, variantId, quantity);
  const answer = await checkOut(buyer, await prepareCheckout(buyer, method));
  if (answer.order === undefined || answer.payment === undefined) throw new Error(`not ordered: ${JSON.stringify(answer)}`);
  return { orderId: answer.order.id, vendorOrderIds: answer.order.vendorOrders.map(({ id }) => id), payment: answer.payment };
}

export function intentOf({ clientSecret }: PaymentHandle): string {
  return clientSecret.slice(0, clientSecret.indexOf('_secret_'));
}

/** What the payment page of an app does: it talks to the provider itself, with the publishable key. Answers the status of HTTP. */
export async function confirmAtProvider({ addresses }: Pick<Marketplace, 'addresses'>, payment: PaymentHandle, card: string): Promise<number> {
  const response = await fetch(`${addresses.stripe}/v1/payment_intents/${intentOf(payment)}/confirm`, {
    method: 'POST',
    headers: { authorization: `Bearer ${payment.publishableKey}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ client_secret: payment.clientSecret, payment_method: card, return_url: 'https://shop.test/paid' }).toString(),
  });
  await response.arrayBuffer();
  return response.status;
}

export async function payAtProvider(marketplace: Pick<Marketplace, 'addresses'>, payment: PaymentHandle): Promise<void> {
  const status = await confirmAtProvider(marketplace, payment, 'pm_card_visa');
  if (status !== 200) throw new Error(`the payment failed with ${status}`);
}

export interface OrderState {
  readonly status: string;
  readonly payment: { readonly status: string };
  readonly vendorOrders: readonly { readonly id: string; readonly status: string }[];
}

export async function orderState(buyer: Visitor, id: string): Promise<OrderState> {
  const { order: found } = await buyer.graph.request<{ order: OrderState }>(`query State($id: ID!) { order(id: $id) { status payment { status } vendorOrders { id status } } }`, { id });
  return found;
}

/** The order itself is read before its payment: once it is placed, its payment is paid. */
export function orderPlaced(buyer: Visitor, id: string): Promise<OrderState> {
  return orderWhen(buyer, id, ({ status }) => status === 'PLACED');
}

export function orderWhen(buyer: Visitor, id: string, fits: (state: OrderState) => boolean): Promise<OrderState> {
  return waitFor(
    async () => {
      const state = await orderState(buyer, id);
      return fits(state) && state;
    },
    { timeoutMs: 20_000, what: `what is waited for of order ${id}` },
  );
}

export async function available(marketplace: Marketplace, productId: string): Promise<readonly number[]> {
  const { product } = await marketplace.guest.request<{ product: { variants: { available: number }[] } }>(`query Available($id: ID!) { product(id: $id) { variants { available } } }`, { id: productId });
  return product.variants.map((variant) => variant.available);
}
