import { randomUUID } from 'node:crypto';
import { createGraphClient, type GraphStream } from '@marketgraph/marketplace/walkthrough/graph-client';
import { DEMO_PASSWORD } from '@marketgraph/marketplace/demo/logins';
import type { Pool } from 'undici';
import { must, type Catalogue, type KnownProduct, type KnownVariant } from '../catalogue.ts';
import type { Graph } from '../graph.ts';

const HOME = { recipient: 'Bea Buyer', phone: '+12025550199', line1: '1 Pine Street', line2: '', city: 'Austin', region: 'TX', postalCode: '73301', country: 'US' };
/** Enough to be sold again and again. */
const LEAST_STOCK = 12;

const LOGIN = `mutation Login($input: SessionCreateInput!) { sessionCreate(input: $input) { __typename ... on SessionCreateSuccess { tokens { accessToken } } } }`;
const ADD = `mutation Add($input: CartLineAddInput!) { cartLineAdd(input: $input) { __typename ... on UserError { message } ... on CartLineAddSuccess { cart { id itemCount } } } }`;
const QUOTE = `mutation Quote($input: CartShippingQuoteInput!) { cartShippingQuote(input: $input) {
  __typename ... on UserError { message } ... on CartShippingQuoteSuccess { cart { id } vendors { vendor { id } options { quoteId method price { amount } } } } } }`;
const CHECKOUT = `mutation Checkout($input: CheckoutInput!) { checkout(input: $input) {
  __typename ... on UserError { message }
  ... on CheckoutSuccess { order { id number total { amount } vendorOrders { id vendor { id } } } payment { clientSecret publishableKey } } } }`;
const UPDATES = `subscription Updates { buyerOrdersUpdated { seq orders { id payment { status captured { amount } } } } }`;

interface Quote {
  readonly cartShippingQuote: { readonly __typename: string; readonly cart: { readonly id: string }; readonly vendors: readonly { readonly vendor: { readonly id: string }; readonly options: readonly { readonly quoteId: string; readonly method: string; readonly price: { readonly amount: string } }[] }[] };
}

interface Checkout {
  readonly checkout: { readonly __typename: string; readonly order: { readonly id: string; readonly total: { readonly amount: string }; readonly vendorOrders: readonly object[] }; readonly payment: { readonly clientSecret: string; readonly publishableKey: string } };
}

interface Updates {
  readonly buyerOrdersUpdated: { readonly orders: readonly { readonly id: string; readonly payment: { readonly status: string; readonly captured: { readonly amount: string } } | null }[] };
}

interface Buyer {
  readonly token: string;
  readonly updates: GraphStream<Updates>;
}

/** From an empty cart to a paid order of two vendors; that it is paid is heard through the subscription of the buyer. */
export async function createCheckout(graph: Graph, stripe: Pool, url: string, catalogue: Catalogue, clients: number) {
  const goods = catalogue.products.flatMap((product) => product.variants.filter(({ stock }) => stock >= LEAST_STOCK).map((variant) => ({ product, variant })));
  const emails = catalogue.buyers.slice(0, clients);
  const buyers = await Promise.all(emails.map((email) => logIn(graph, url, email)));
  return {
    run: async (client: number): Promise<void> => {
      const buyer = buyers[client];
      if (buyer === undefined) throw new Error('more clients than buyers');
      await buy(graph, stripe, buyer, chooseTwo(goods));
    },
    end: () => {
      for (const { updates } of buyers) updates.close();
    },
  };
}

type Good = { readonly product: KnownProduct; readonly variant: KnownVariant };

function chooseTwo(goods: readonly Good[]): readonly [Good, Good] {
  const first = goods[Math.floor(Math.random() * goods.length)];
  for (;;) {
    const second = goods[Math.floor(Math.random() * goods.length)];
    if (first === undefined || second === undefined) throw new Error('nothing to buy');
    if (first.product.vendorId !== second.product.vendorId) return [first, second];
  }
}

async function logIn(graph: Graph, url: string, email: string): Promise<Buyer> {
  const { sessionCreate } = await graph.request<{ sessionCreate: { tokens?: { accessToken: string } } }>(LOGIN, { input: { email, password: DEMO_PASSWORD } });
  const token = sessionCreate.tokens?.accessToken;
  must(token !== undefined, `${email} logs in`, sessionCreate);
  const updates = createGraphClient(`${url}/graphql`, () => token).subscribe<Updates>(UPDATES);
  await updates.next();
  return { token, updates };
}

async function buy(graph: Graph, stripe: Pool, { token, updates }: Buyer, goods: readonly [Good, Good]): Promise<void> {
  for (const { variant } of goods) {
    const { cartLineAdd } = await graph.request<{ cartLineAdd: { __typename: string } }>(ADD, { input: { variantId: variant.id, quantity: 1 } }, token);
    must(cartLineAdd.__typename === 'CartLineAddSuccess', 'the line is in the cart', cartLineAdd);
  }
  const { cartShippingQuote: quoted } = await graph.request<Quote>(QUOTE, { input: { address: HOME } }, token);
  must(quoted.__typename === 'CartShippingQuoteSuccess' && quoted.vendors.length === 2, 'shipping of two vendors', quoted);
  const chosen = quoted.vendors.map(({ vendor, options }) => ({ vendorId: vendor.id, option: options.find(({ method }) => method === 'STANDARD') ?? options[0] }));
  const input = {
    cartId: quoted.cart.id,
    idempotencyKey: randomUUID(),
    shippingAddress: HOME,
    shippingChoices: chosen.map(({ vendorId, option }) => ({ vendorId, quoteId: option?.quoteId })),
  };
  const { checkout } = await graph.request<Checkout>(CHECKOUT, { input }, token);
  const expected = [...goods.map(({ variant }) => variant.price), ...chosen.map(({ option }) => option?.price.amount ?? '0')].reduce((sum, amount) => sum + BigInt(amount), 0n);
  must(checkout.__typename === 'CheckoutSuccess' && checkout.order.vendorOrders.length === 2, 'an order of two vendors', checkout);
  must(checkout.order.total.amount === String(expected), `a total of ${expected}`, checkout.order);
  await confirm(stripe, checkout.payment);
  const { id, total } = checkout.order;
  await updates.until(({ buyerOrdersUpdated: { orders } }) => orders.some(({ id: changed, payment }) => changed === id && payment?.status === 'PAID' && payment.captured.amount === total.amount));
}

/** The part of the buyer's app that talks to the provider. */
async function confirm(stripe: Pool, { clientSecret, publishableKey }: { clientSecret: string; publishableKey: string }): Promise<void> {
  const intent = clientSecret.slice(0, clientSecret.indexOf('_secret_'));
  const { statusCode, body } = await stripe.request({
    method: 'POST',
    path: `/v1/payment_intents/${intent}/confirm`,
    headers: { authorization: `Bearer ${publishableKey}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ client_secret: clientSecret, payment_method: 'pm_card_visa', return_url: 'https://shop.test/paid' }).toString(),
  });
  const text = await body.text();
  must(statusCode === 200 && text.includes('"succeeded"'), 'the provider takes the card', text);
}
