import type { Viewer } from '@marketgraph/contracts';
import { encodeId, type Id } from '@marketgraph/kernel';
import type { Harness } from './harness.ts';

export const ADDRESS = {
  recipient: 'Ada Byron',
  phone: '+12025550143',
  line1: '1 Analytical Way',
  line2: '',
  city: 'Boston',
  region: 'MA',
  postalCode: '02110',
  country: 'US',
};

const ADD = `mutation ($input: CartLineAddInput!) {
  cartLineAdd(input: $input) {
    __typename
    ... on CartLineAddSuccess { cart { id itemCount lines { id quantity unitPrice { amount } notices { __typename message } } subtotal { amount currency } } }
    ... on UserError { code message path retryable }
    ... on InsufficientStock { lines { variantId requested available } }
    ... on CartCurrencyConflict { cartCurrency variantCurrency }
  }
}`;

const QUOTE = `mutation ($input: CartShippingQuoteInput!) {
  cartShippingQuote(input: $input) {
    __typename
    ... on CartShippingQuoteSuccess { cart { id } vendors { vendor { id } options { quoteId method label price { amount } expiresAt } } }
    ... on UserError { code message path retryable }
  }
}`;

export const CHECKOUT = `mutation ($input: CheckoutInput!) {
  checkout(input: $input) {
    __typename
    ... on CheckoutSuccess {
      order {
        id number status total { amount currency } subtotal { amount } shipping { amount } availableActions
        vendorOrders { id number status gross { amount } vendor { id } items { id quantity status unitPrice { amount } total { amount } } }
      }
      payment { id status amount { amount } clientSecret publishableKey }
    }
    ... on UserError { code message path retryable }
    ... on InsufficientStock { lines { variantId requested available } }
    ... on CartPriceChanged { lines { variantId oldPrice { amount } newPrice { amount } } total { amount } }
    ... on CartLinesUnavailable { variantIds }
    ... on ShippingQuoteExpired { vendorIds }
  }
}`;

export interface CheckedOut {
  readonly __typename: string;
  readonly code?: string;
  readonly retryable?: boolean;
  readonly lines?: readonly Record<string, unknown>[];
  readonly order: {
    readonly id: string;
    readonly number: string;
    readonly status: string;
    readonly total: { readonly amount: string; readonly currency: string };
    readonly availableActions: readonly string[];
    readonly vendorOrders: readonly {
      readonly id: string;
      readonly number: string;
      readonly status: string;
      readonly gross: { readonly amount: string };
      readonly vendor: { readonly id: string };
      readonly items: readonly { readonly id: string; readonly status: string }[];
    }[];
  };
  readonly payment: { readonly id: string; readonly status: string; readonly clientSecret: string };
}

export interface AddedLine {
  readonly __typename: string;
  readonly code?: string;
  readonly cart: {
    readonly id: string;
    readonly itemCount: number;
    readonly lines: readonly { readonly id: string; readonly quantity: number; readonly notices: readonly { readonly __typename: string }[] }[];
    readonly subtotal: { readonly amount: string; readonly currency: string } | null;
  };
}

export interface Wanted {
  readonly variantId: Id<'ProductVariant'>;
  readonly quantity: number;
}

export interface CheckoutVariables {
  readonly cartId: string;
  readonly cartToken?: string;
  readonly idempotencyKey: string;
  readonly shippingAddress: typeof ADDRESS;
  readonly shippingChoices: readonly { readonly vendorId: string; readonly quoteId: string }[];
  readonly acceptedTotal?: string;
}

export async function addToCart({ client }: Harness, viewer: Viewer, { variantId, quantity }: Wanted, cartToken?: string): Promise<AddedLine> {
  const input = { variantId: encodeId('ProductVariant', variantId), quantity, ...(cartToken === undefined ? {} : { cartToken }) };
  return (await client.as(viewer).mutate<{ cartLineAdd: AddedLine }>(ADD, { input })).cartLineAdd;
}

interface Quoted {
  readonly __typename: string;
  readonly cart: { readonly id: string };
  readonly vendors: readonly { readonly vendor: { readonly id: string }; readonly options: readonly { readonly quoteId: string; readonly method: string; readonly price: { readonly amount: string } }[] }[];
}

export async function quoteShipping({ client }: Harness, viewer: Viewer, address: typeof ADDRESS = ADDRESS, cartToken?: string): Promise<Quoted> {
  const input = { address, ...(cartToken === undefined ? {} : { cartToken }) };
  return (await client.as(viewer).mutate<{ cartShippingQuote: Quoted }>(QUOTE, { input })).cartShippingQuote;
}

/** A filled cart with the cheapest shipping chosen: what a client would send next. */
export async function readyToCheckOut(harness: Harness, viewer: Viewer, wanted: readonly Wanted[], idempotencyKey = 'key-1'): Promise<CheckoutVariables> {
  for (const one of wanted) await addToCart(harness, viewer, one);
  const { cart, vendors } = await quoteShipping(harness, viewer);
  const shippingChoices = vendors.map(({ vendor, options }) => ({ vendorId: vendor.id, quoteId: options[0]?.quoteId ?? '' }));
  return { cartId: cart.id, idempotencyKey, shippingAddress: ADDRESS, shippingChoices };
}

export async function checkOut({ client }: Harness, viewer: Viewer, input: CheckoutVariables): Promise<CheckedOut> {
  return (await client.as(viewer).mutate<{ checkout: CheckedOut }>(CHECKOUT, { input })).checkout;
}

export const intentOf = ({ payment }: Pick<CheckedOut, 'payment'>): string => payment.clientSecret.split('_secret_')[0] ?? '';

/** What the buyer's browser does with the client secret; declines do not throw here. */
export async function pay({ stripe }: Harness, checkedOut: Pick<CheckedOut, 'payment'>, method = 'pm_card_visa'): Promise<string> {
  try {
    const intent = await stripe.paymentIntents.confirm(intentOf(checkedOut), { payment_method: method, return_url: 'https://shop.test/back' });
    return intent.status;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code);
    throw error;
  }
}

/** An order that is paid and that its vendors see. */
export async function placeOrder(harness: Harness, viewer: Viewer, wanted: readonly Wanted[], idempotencyKey?: string): Promise<CheckedOut> {
  const made = await checkOut(harness, viewer, await readyToCheckOut(harness, viewer, wanted, idempotencyKey));
  if (made.__typename !== 'CheckoutSuccess') throw new Error(`checkout answered ${JSON.stringify(made)}`);
  await pay(harness, made);
  await harness.settle();
  return made;
}
