import { createHash } from 'node:crypto';
import type { PostalAddress } from '@marketgraph/contracts';
import { ok, type Id, type Result } from '@marketgraph/kernel';
import { checkAddress } from '../carts/address.rules.ts';
import type { QuotedFor } from '../carts/cart.tables.ts';
import { invalidInput, type InvalidInput } from '../failures.ts';

export interface ShippingChoice {
  readonly vendorId: Id<'Vendor'>;
  readonly quoteId: Id<'ShippingQuote'>;
}

export interface CheckoutInput {
  readonly cartId: Id<'Cart'>;
  readonly cartToken: string | null;
  readonly idempotencyKey: string;
  readonly shippingAddress: PostalAddress;
  readonly shippingChoices: readonly ShippingChoice[];
  readonly acceptedTotal: bigint | null;
}

/** What of the input is kept in the row, and what the cart knew of its quotes at that moment. */
export interface StoredRequest {
  readonly shippingAddress: PostalAddress;
  readonly shippingChoices: readonly ShippingChoice[];
  readonly acceptedTotal: bigint | null;
  readonly quoted: QuotedFor | null;
}

const LONGEST_KEY = 255;
const MOST_CHOICES = 200;

/** The input with its address trimmed, or the first thing that is wrong with it. */
export function checkCheckoutInput(input: CheckoutInput): Result<CheckoutInput, InvalidInput> {
  const { idempotencyKey, shippingChoices } = input;
  if (idempotencyKey === '' || idempotencyKey.length > LONGEST_KEY) return invalidInput(`An idempotency key has 1 to ${LONGEST_KEY} characters.`, 'idempotencyKey');
  const address = checkAddress(input.shippingAddress);
  if (!address.ok) return invalidInput(address.error.message, 'shippingAddress', address.error.field);
  const vendorIds = new Set(shippingChoices.map(({ vendorId }) => vendorId));
  if (vendorIds.size !== shippingChoices.length || shippingChoices.length > MOST_CHOICES) {
    return invalidInput('Choose one quote for each vendor.', 'shippingChoices');
  }
  return ok({ ...input, shippingAddress: address.value });
}

/** Of what makes two requests with one key the same. The token only opens the cart, so it is no part of it. */
export function hashOfInput({ cartId, shippingAddress, shippingChoices, acceptedTotal }: CheckoutInput): string {
  const { recipient, phone, line1, line2, city, region, postalCode, country } = shippingAddress;
  const choices = shippingChoices.map(({ vendorId, quoteId }) => `${vendorId} ${quoteId}`).toSorted();
  const body = [cartId, [recipient, phone, line1, line2, city, region, postalCode, country], choices, acceptedTotal?.toString() ?? null];
  return createHash('sha256').update(JSON.stringify(body)).digest('hex');
}
