import type { PostalAddress } from '@marketgraph/contracts';
import { encodeId, type Id } from '@marketgraph/kernel';
import { idArgument, inputId, requireUser, toUnion, type ResolverMap } from '@marketgraph/server';
import { callerOf } from '../carts/cart-caller-of.ts';
import type { CommerceContext } from '../context.ts';
import { checkOut } from './check-out.ts';
import type { CartPriceChanged } from './checkout-failures.ts';
import type { CheckoutInput } from './checkout-request.ts';

interface CheckoutArguments {
  readonly input: {
    readonly cartId: string;
    readonly cartToken?: string | null;
    readonly idempotencyKey: string;
    readonly shippingAddress: PostalAddress;
    readonly shippingChoices: readonly { readonly vendorId: string; readonly quoteId: string }[];
    readonly acceptedTotal?: bigint | null;
  };
}

export const checkoutResolvers: ResolverMap = {
  Mutation: {
    checkout: async (_: unknown, { input }: CheckoutArguments, context: CommerceContext) => {
      const { userId, emailVerified, traceId } = requireUser(context.viewer);
      return toUnion('Checkout', await checkOut(context.tools, { userId, emailVerified, traceId, mayBuy: callerOf(context).mayBuy }, decode(input)));
    },
  },
  CartLinesUnavailable: {
    variantIds: ({ variantIds }: { variantIds: readonly Id<'ProductVariant'>[] }) => variantIds.map((id) => encodeId('ProductVariant', id)),
  },
  CartChangedPrice: {
    lineId: ({ lineId }: CartPriceChanged['lines'][number]) => encodeId('CartLine', lineId),
    variantId: ({ variantId }: CartPriceChanged['lines'][number]) => encodeId('ProductVariant', variantId),
  },
  ShippingQuoteExpired: {
    vendorIds: ({ vendorIds }: { vendorIds: readonly Id<'Vendor'>[] }) => vendorIds.map((id) => encodeId('Vendor', id)),
  },
};

function decode(input: CheckoutArguments['input']): CheckoutInput {
  return {
    cartId: inputId('Cart', input.cartId, 'cartId'),
    cartToken: input.cartToken ?? null,
    idempotencyKey: input.idempotencyKey,
    shippingAddress: input.shippingAddress,
    shippingChoices: input.shippingChoices.map(({ vendorId, quoteId }, index) => ({
      vendorId: idArgument('Vendor', vendorId, ['input', 'shippingChoices', String(index), 'vendorId']),
      quoteId: idArgument('ShippingQuote', quoteId, ['input', 'shippingChoices', String(index), 'quoteId']),
    })),
    acceptedTotal: input.acceptedTotal ?? null,
  };
}
