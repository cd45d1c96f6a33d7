import { eventually, expectThat, type Person, type World } from './world.ts';

/** Where the journey's buyer lives: the same city as one of the stores, so that a courier can come. */
export const HOME = { recipient: 'Bea Buyer', phone: '+12025550199', line1: '1 Pine Street', line2: '', city: 'Portland', region: 'OR', postalCode: '97209', country: 'US' };

export interface ShippingOption {
  readonly quoteId: string;
  readonly method: string;
  readonly label: string;
  readonly price: { readonly formatted: string };
}

export interface VendorShipping {
  readonly vendor: { readonly id: string };
  readonly options: readonly ShippingOption[];
}

export interface PlacedOrder {
  readonly id: string;
  readonly number: string;
  readonly total: { readonly amount: string; readonly formatted: string };
  readonly vendorOrders: readonly { readonly id: string; readonly vendor: { readonly id: string }; readonly gross: { readonly amount: string } }[];
}

export interface PaymentHandle {
  readonly clientSecret: string;
  readonly publishableKey: string;
}

/** What the shipping of everything in the buyer's cart would cost. */
export async function quoteShipping(buyer: Person, address: object = HOME): Promise<readonly VendorShipping[]> {
  const { cartShippingQuote } = await buyer.graph.request<{ cartShippingQuote: { vendors?: VendorShipping[] } }>(
    `mutation ($address: ShippingAddressInput!) { cartShippingQuote(input: { address: $address }) {
      __typename ... on UserError { message } ... on CartShippingQuoteSuccess { vendors { vendor { id } options { quoteId method label price { formatted } } } } } }`,
    { address },
  );
  expectThat(cartShippingQuote.vendors !== undefined, 'shipping is quoted', cartShippingQuote);
  return cartShippingQuote.vendors ?? [];
}

export function choose(vendors: readonly VendorShipping[], preferred: string): { vendorId: string; quoteId: string }[] {
  return vendors.map(({ vendor, options }) => {
    const option = options.find(({ method }) => method === preferred) ?? options[0];
    if (option === undefined) throw new Error('a store does not ship there');
    return { vendorId: vendor.id, quoteId: option.quoteId };
  });
}

export const CHECKOUT = `mutation Checkout($input: CheckoutInput!) {
  checkout(input: $input) {
    __typename
    ... on UserError { message code }
    ... on CheckoutSuccess {
      order { id number total { amount formatted } vendorOrders { id vendor { id } gross { amount } } }
      payment { clientSecret publishableKey }
    }
  }
}`;

export interface CheckoutAnswer {
  readonly checkout: { readonly __typename: string; readonly order: PlacedOrder; readonly payment: PaymentHandle };
}

export async function checkOut(buyer: Person, key: string, method: string, address: object = HOME): Promise<{ order: PlacedOrder; payment: PaymentHandle }> {
  const { cart } = await buyer.graph.request<{ cart: { id: string } }>(`{ cart { id } }`);
  const shippingChoices = choose(await quoteShipping(buyer, address), method);
  const input = { cartId: cart.id, idempotencyKey: key, shippingAddress: address, shippingChoices };
  const [first, second] = await Promise.all([buyer.graph.request<CheckoutAnswer>(CHECKOUT, { input }), buyer.graph.request<CheckoutAnswer>(CHECKOUT, { input })]);
  expectThat(first.checkout.__typename === 'CheckoutSuccess', 'the checkout succeeds', first);
  expectThat(first.checkout.order.id === second.checkout.order.id, 'the same key gives the same order');
  return first.checkout;
}

/** What the payment page of an app does: it talks to Stripe itself, with the publishable key. */
export async function confirmAtStripe(world: World, payment: PaymentHandle, card: string): Promise<{ status: number; body: { status?: string; error?: { code: string }; next_action?: { redirect_to_url?: { url: string } } } }> {
  const intent = payment.clientSecret.slice(0, payment.clientSecret.indexOf('_secret_'));
  const response = await fetch(`${world.addresses.stripe}/v1/payment_intents/${intent}/confirm`, {
    method: 'POST',
    headers: { authorization: `Bearer ${payment.publishableKey}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ client_secret: payment.clientSecret, payment_method: card, return_url: 'https://shop.test/paid' }).toString(),
  });
  return { status: response.status, body: (await response.json()) as { status?: string } };
}

export async function putIntoCart(buyer: Person, variantId: string, quantity: number): Promise<void> {
  const { cartLineAdd } = await buyer.graph.request<{ cartLineAdd: { __typename: string } }>(
    `mutation ($variantId: ID!, $quantity: Int!) { cartLineAdd(input: { variantId: $variantId, quantity: $quantity }) { __typename ... on UserError { message } } }`,
    { variantId, quantity },
  );
  expectThat(cartLineAdd.__typename === 'CartLineAddSuccess', 'the line is in the cart', cartLineAdd);
}

/** The order as soon as its payment stands there; it is the provider's webhook that brings it there. */
export function orderWhen(buyer: Person, orderId: string, paymentStatus: string): Promise<{ payment: { status: string }; status: string }> {
  return eventually(`order ${orderId} to be ${paymentStatus}`, async () => {
    const { order } = await buyer.graph.request<{ order: { status: string; payment: { status: string } } }>(`query ($id: ID!) { order(id: $id) { status payment { status } } }`, { id: orderId });
    return order.payment.status === paymentStatus ? order : undefined;
  });
}
