import { logIn } from '../accounts.ts';
import { expectThat, noteOf, personOf, type Step } from '../world.ts';

interface Cart {
  readonly id: string;
  readonly itemCount: number;
  readonly vendors: readonly { readonly vendor: { readonly name: string } }[];
  readonly lines: readonly { readonly id: string; readonly notices: readonly { readonly __typename: string; readonly message: string }[] }[];
}

const CART = `id itemCount subtotal { formatted } vendors { vendor { name } } lines { id title quantity unitPrice { amount } notices { __typename message } }`;

/** From a guest's cart to the buyer's, with what changed meanwhile. */
export const carts: Step = {
  title: "A guest's cart becomes the buyer's; changes are explained",
  capabilities: ['COM-01'],
  run: async (world) => {
    const lamp = noteOf<string>(world, 'variant of Harbour');
    const apple = noteOf<string>(world, 'variant of Orchard');
    const { cartCreate } = await world.guest.request<{ cartCreate: { token: string } }>(`mutation { cartCreate { ... on CartCreateSuccess { token } } }`);
    const add = `mutation ($token: String, $variantId: ID!, $quantity: Int!) { cartLineAdd(input: { cartToken: $token, variantId: $variantId, quantity: $quantity }) { __typename ... on UserError { message } } }`;
    const added = await world.guest.request<{ cartLineAdd: { __typename: string } }>(add, { token: cartCreate.token, variantId: lamp, quantity: 2 });
    expectThat(added.cartLineAdd.__typename === 'CartLineAddSuccess', 'a guest fills a cart', added);

    const buyer = personOf(world, 'buyer');
    await logIn(buyer);
    await buyer.graph.request(add, { token: null, variantId: apple, quantity: 1 });
    const { cartMerge } = await buyer.graph.request<{ cartMerge: { cart: Cart } }>(
      `mutation ($token: String!) { cartMerge(input: { cartToken: $token }) { ... on CartMergeSuccess { cart { ${CART} } } } }`,
      { token: cartCreate.token },
    );
    expectThat(cartMerge.cart.itemCount === 3 && cartMerge.cart.vendors.length === 2, 'two stores are in one cart', cartMerge);
    world.say(`one cart, two stores: ${cartMerge.cart.vendors.map(({ vendor }) => vendor.name).join(' and ')}`);

    const owner = personOf(world, 'other owner');
    const { productVariant } = { productVariant: noteOf<{ id: string; editVersion: number }>(world, 'editable variant of Orchard') };
    const changed = await owner.graph.request<{ variantUpdate: { __typename: string } }>(
      `mutation ($id: ID!, $version: Int!) { variantUpdate(input: { id: $id, expectedVersion: $version, price: { amount: "1350" } }) { __typename ... on UserError { message } } }`,
      { id: productVariant.id, version: productVariant.editVersion },
    );
    expectThat(changed.variantUpdate.__typename === 'VariantUpdateSuccess', 'a store changes a price', changed);
    const { cart } = await buyer.graph.request<{ cart: Cart }>(`{ cart { ${CART} } }`);
    const notice = cart.lines.flatMap((line) => line.notices).find(({ __typename }) => __typename === 'CartPriceNotice');
    expectThat(notice !== undefined, 'the cart explains the new price', cart);
    world.say(`the cart says: ${notice?.message ?? ''}`);
    const line = cart.lines.find(({ notices }) => notices.length > 0);
    await buyer.graph.request(`mutation ($id: ID!) { cartLineUpdate(input: { lineId: $id, quantity: 1 }) { __typename } }`, { id: line?.id });
  },
};
