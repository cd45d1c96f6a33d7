import { fail, type Id, type Money } from '@marketgraph/kernel';
import { cartCurrencyConflict, type CartCurrencyConflict, type InsufficientStock } from '../carts/cart-failures.ts';
import type { VendorsMayNotBuy } from '../carts/cart-caller.ts';
import type { CartEmpty } from '../carts/quote-cart-shipping.ts';
import type { IdempotencyConflict, InvalidInput, NotFound } from '../failures.ts';
import type { PaymentUnavailable } from '../payments/payment-failures.ts';
import type { ChangedPrice, PricingFailure } from './checkout.rules.ts';

export interface CheckoutEmailNotVerified {
  readonly type: 'CheckoutEmailNotVerified';
  readonly message: string;
}

export interface CartChanged {
  readonly type: 'CartChanged';
  readonly message: string;
}

export interface CartLinesUnavailable {
  readonly type: 'CartLinesUnavailable';
  readonly message: string;
  readonly variantIds: readonly Id<'ProductVariant'>[];
}

export interface CartPriceChanged {
  readonly type: 'CartPriceChanged';
  readonly message: string;
  readonly lines: readonly (Omit<ChangedPrice, 'oldPrice' | 'newPrice'> & { readonly oldPrice: Money; readonly newPrice: Money })[];
  readonly subtotal: Money;
  readonly shipping: Money;
  readonly total: Money;
}

export interface ShippingQuoteExpired {
  readonly type: 'ShippingQuoteExpired';
  readonly message: string;
  readonly path: readonly string[];
  readonly vendorIds: readonly Id<'Vendor'>[];
}

export interface OrderAmountRefused {
  readonly type: 'OrderAmountRefused';
  readonly message: string;
  readonly total: Money;
}

export interface CheckoutUnavailable {
  readonly type: 'CheckoutUnavailable';
  readonly message: string;
  readonly retryable: true;
}

export interface CheckoutInProgress {
  readonly type: 'CheckoutInProgress';
  readonly message: string;
  readonly retryable: true;
}

/** Failures that a checkout keeps in its row: every call with the same key is answered with them. */
export type StoredFailure =
  | CartChanged
  | CartLinesUnavailable
  | CartCurrencyConflict
  | CartPriceChanged
  | InsufficientStock
  | ShippingQuoteExpired
  | OrderAmountRefused
  | PaymentUnavailable
  | CheckoutUnavailable;

export type CheckoutFailure =
  | StoredFailure
  | NotFound
  | InvalidInput
  | IdempotencyConflict
  | VendorsMayNotBuy
  | CheckoutEmailNotVerified
  | CartEmpty
  | CheckoutInProgress;

export function emailNotVerified() {
  return fail<CheckoutEmailNotVerified>({ type: 'CheckoutEmailNotVerified', message: 'Confirm your e-mail address first: the order is confirmed there.' });
}

export function checkoutInProgress() {
  return fail<CheckoutInProgress>({ type: 'CheckoutInProgress', message: 'This checkout is still under way; ask again with the same key.', retryable: true });
}

export const cartChanged: CartChanged = { type: 'CartChanged', message: 'The cart was changed or ordered meanwhile. Look at it again, then use a new key.' };

export const checkoutUnavailable: CheckoutUnavailable = {
  type: 'CheckoutUnavailable',
  message: 'Stock and shipping cannot be asked about at the moment. Nothing is kept; send the same request again.',
  retryable: true,
};

export function orderAmountRefused(total: Money): OrderAmountRefused {
  return { type: 'OrderAmountRefused', message: 'The total is too small or too large to be paid at once.', total };
}

/** What a rule found, in the words of the schema. */
export function failureOf(failure: PricingFailure): StoredFailure {
  switch (failure.type) {
    case 'LinesUnavailable':
      return { type: 'CartLinesUnavailable', message: 'Something in the cart is not for sale any more. Remove it, then use a new key.', variantIds: failure.variantIds };
    case 'MixedCurrencies':
      return cartCurrencyConflict(failure.first, failure.other).error;
    case 'QuotesExpired':
      return {
        type: 'ShippingQuoteExpired',
        message: 'Shipping was not chosen for every vendor, or was quoted for something else. Ask for new quotes, then use a new key.',
        path: ['input', 'shippingChoices'],
        vendorIds: failure.vendorIds,
      };
    case 'PricesChanged': {
      const { currency } = failure;
      const money = (amount: bigint): Money => ({ amount, currency });
      return {
        type: 'CartPriceChanged',
        message: 'Prices have changed. Show the new total, then use a new key and pass it as `acceptedTotal`.',
        lines: failure.lines.map((line) => ({ ...line, oldPrice: money(line.oldPrice), newPrice: money(line.newPrice) })),
        subtotal: money(failure.subtotal),
        shipping: money(failure.shipping),
        total: money(failure.total),
      };
    }
  }
}
