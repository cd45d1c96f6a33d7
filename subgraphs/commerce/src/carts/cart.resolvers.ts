import { encodeId, type Id } from '@marketgraph/kernel';
import { idArgument, inputId, requireUser, toUnion, type ResolverMap } from '@marketgraph/server';
import type { PostalAddress } from '@marketgraph/contracts';
import type { CommerceContext } from '../context.ts';
import { moneyOf, reference } from '../references.ts';
import type { ShippingQuote } from '../peers/logistics.ts';
import { addCartLine } from './add-cart-line.ts';
import { callerOf, changingCaller } from './cart-caller-of.ts';
import { subtotalOf, type CheckedLine, type LineNotice } from './cart.rules.ts';
import { findCart, type MarkedLine } from './cart.queries.ts';
import type { CartView } from './cart.loaders.ts';
import type { CartLineRow, CartRow } from './cart.tables.ts';
import { createCart } from './create-cart.ts';
import { mergeCarts } from './merge-carts.ts';
import { quoteCartShipping } from './quote-cart-shipping.ts';
import { removeCartLine } from './remove-cart-line.ts';
import { updateCartLine } from './update-cart-line.ts';

type Checked = CheckedLine<MarkedLine>;
interface Input<Fields> {
  readonly input: Fields & { readonly cartToken?: string | null };
}

interface VendorGroup {
  readonly vendorId: Id<'Vendor'>;
  readonly lines: CartView;
}

const NOTICE_TYPES = {
  PRICE_CHANGED: 'CartPriceNotice',
  INSUFFICIENT_STOCK: 'CartStockNotice',
  UNAVAILABLE: 'CartUnavailableNotice',
  NOT_CHECKED: 'CartUncheckedNotice',
} as const satisfies Record<LineNotice['kind'], string>;

export const cartResolvers: ResolverMap = {
  Query: {
    cart: (_: unknown, { token }: { token?: string | null }, context: CommerceContext) => {
      const caller = callerOf(context);
      return caller.mayBuy ? findCart(context.tools.db.reader, caller, token) : null;
    },
  },
  Mutation: {
    cartCreate: async (_: unknown, _args: unknown, context: CommerceContext) => toUnion('CartCreate', await createCart(context.tools, changingCaller(context))),
    cartLineAdd: async (_: unknown, { input }: Input<{ variantId: string; quantity: number }>, context: CommerceContext) => {
      const variantId = inputId('ProductVariant', input.variantId, 'variantId');
      return toUnion('CartLineAdd', await addCartLine(context.tools, changingCaller(context), { token: input.cartToken, variantId, quantity: input.quantity }));
    },
    cartLineUpdate: async (_: unknown, { input }: Input<{ lineId: string; quantity: number }>, context: CommerceContext) => {
      const lineId = inputId('CartLine', input.lineId, 'lineId');
      return toUnion('CartLineUpdate', await updateCartLine(context.tools, changingCaller(context), { token: input.cartToken, lineId, quantity: input.quantity }));
    },
    cartLineRemove: async (_: unknown, { input }: Input<{ lineId: string }>, context: CommerceContext) => {
      const lineId = inputId('CartLine', input.lineId, 'lineId');
      return toUnion('CartLineRemove', await removeCartLine(context.tools, changingCaller(context), { token: input.cartToken, lineId }));
    },
    cartMerge: async (_: unknown, { input }: { input: { cartToken: string } }, context: CommerceContext) => {
      const caller = { ...changingCaller(context), userId: requireUser(context.viewer).userId };
      return toUnion('CartMerge', await mergeCarts(context.tools, caller, input.cartToken));
    },
    cartShippingQuote: async (_: unknown, { input }: Input<{ address: PostalAddress }>, context: CommerceContext) =>
      toUnion('CartShippingQuote', await quoteCartShipping(context.tools, changingCaller(context), { token: input.cartToken, address: input.address })),
  },
  Cart: {
    __resolveReference: ({ id }: { id: string }, { loaders }: CommerceContext) => loaders.cart.load(idArgument('Cart', id)),
    id: (cart: CartRow) => encodeId('Cart', cart.id),
    lines: (cart: CartRow, _args: unknown, { loaders }: CommerceContext) => loaders.view.load(cart.id),
    vendors: async (cart: CartRow, _args: unknown, { loaders }: CommerceContext) => groupByVendor(await loaders.view.load(cart.id)),
    itemCount: async (cart: CartRow, _args: unknown, { loaders }: CommerceContext) =>
      (await loaders.view.load(cart.id)).reduce((sum, { line }) => sum + line.quantity, 0),
    subtotal: async (cart: CartRow, _args: unknown, { loaders }: CommerceContext) => {
      const lines = await loaders.view.load(cart.id);
      const first = lines[0]?.line;
      return first === undefined ? null : moneyOf(subtotalOf(lines), first);
    },
    readyForCheckout: async (cart: CartRow, _args: unknown, { loaders }: CommerceContext) => {
      const lines = await loaders.view.load(cart.id);
      return lines.length > 0 && lines.every(({ buyable }) => buyable);
    },
  },
  CartVendor: {
    vendor: ({ vendorId }: VendorGroup) => reference('Vendor', vendorId),
    subtotal: ({ lines }: VendorGroup) => moneyOf(subtotalOf(lines), requireFirst(lines).line),
  },
  CartLine: {
    id: ({ line }: Checked) => encodeId('CartLine', line.id),
    product: ({ line }: Checked) => reference('Product', line.productId),
    variant: ({ line }: Checked) => reference('ProductVariant', line.variantId),
    vendor: ({ line }: Checked) => reference('Vendor', line.vendorId),
    title: ({ line }: Checked) => line.title,
    variantTitle: ({ line }: Checked) => line.variantTitle,
    imageUrl: ({ line }: Checked) => line.imageUrl,
    quantity: ({ line }: Checked) => line.quantity,
    unitPrice: ({ line, unitPrice }: Checked) => moneyOf(unitPrice, line),
    seenPrice: ({ line }: Checked) => moneyOf(line.seenPrice, line),
    total: ({ line, total }: Checked) => moneyOf(total, line),
    notices: ({ line, notices }: Checked) => notices.map((notice) => ({ ...notice, line })),
    changedAt: ({ line }: Checked) => line.mark?.at ?? null,
  },
  CartNotice: {
    __resolveType: ({ kind }: LineNotice) => NOTICE_TYPES[kind],
  },
  CartPriceNotice: {
    message: () => 'The price has changed.',
    oldPrice: ({ oldPrice, line }: { oldPrice: bigint; line: MarkedLine }) => moneyOf(oldPrice, line),
    newPrice: ({ newPrice, line }: { newPrice: bigint; line: MarkedLine }) => moneyOf(newPrice, line),
  },
  CartStockNotice: {
    message: ({ available }: { available: number }) => (available === 0 ? 'There is none left.' : `There are only ${available} left.`),
  },
  CartUnavailableNotice: { message: () => 'This is not for sale at present.' },
  CartUncheckedNotice: { message: () => 'Price and stock could not be checked at this moment.' },
  CartSkippedLine: {
    variant: (line: CartLineRow) => reference('ProductVariant', line.variantId),
  },
  CartShippingQuoteSuccess: {
    vendors: async ({ cart, quotes }: { cart: CartRow; quotes: readonly ShippingQuote[] }, _args: unknown, { loaders }: CommerceContext) =>
      groupByVendor(await loaders.view.load(cart.id)).map(({ vendorId }) => ({ vendorId, options: optionsOf(vendorId, quotes) })),
  },
  CartVendorShipping: {
    vendor: ({ vendorId }: { vendorId: Id<'Vendor'> }) => reference('Vendor', vendorId),
  },
  CartShippingOption: {
    quoteId: (quote: ShippingQuote) => encodeId('ShippingQuote', quote.id),
    price: (quote: ShippingQuote) => moneyOf(quote.price, quote),
  },
  InsufficientStockLine: {
    variantId: ({ variantId }: { variantId: Id<'ProductVariant'> }) => encodeId('ProductVariant', variantId),
  },
};

function groupByVendor(lines: CartView): VendorGroup[] {
  return [...Map.groupBy(lines, ({ line }) => line.vendorId)].map(([vendorId, own]) => ({ vendorId, lines: own }));
}

function optionsOf(vendorId: Id<'Vendor'>, quotes: readonly ShippingQuote[]): ShippingQuote[] {
  return quotes.filter((quote) => quote.vendorId === vendorId).toSorted((left, right) => (left.price < right.price ? -1 : left.price > right.price ? 1 : 0));
}

function requireFirst<Item>(items: readonly Item[]): Item {
  const [first] = items;
  if (first === undefined) throw new Error('a group has at least one member');
  return first;
}
