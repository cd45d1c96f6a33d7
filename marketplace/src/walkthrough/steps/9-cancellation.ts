import { orderWhen, type PlacedOrder } from '../shopping.ts';
import { eventually, expectThat, noteOf, personOf, storeOf, type Step } from '../world.ts';

/** The second order is taken back before anybody accepted it. */
export const cancellation: Step = {
  title: 'The buyer cancels another order: refund, stock back, ledger reversed',
  capabilities: ['COM-09'],
  run: async (world) => {
    const buyer = personOf(world, 'buyer');
    const store = storeOf(world, 'Harbour');
    const order = noteOf<PlacedOrder>(world, 'second order');
    const variantId = noteOf<string>(world, 'variant of Harbour');
    const stock = async (): Promise<number> => {
      const { product } = await world.guest.request<{ product: { variants: { id: string; available: number }[] } }>(`query ($id: ID!) { product(id: $id) { variants { id available } } }`, {
        id: noteOf(world, 'product of Harbour'),
      });
      return product.variants.find(({ id }) => id === variantId)?.available ?? -1;
    };
    const pending = async (): Promise<bigint> => {
      const { vendor } = await store.owner.graph.request<{ vendor: { balance: { pending: { amount: string } }[] } }>(`query ($id: ID!) { vendor(id: $id) { balance { pending { amount } } } }`, { id: store.id });
      return BigInt(vendor.balance[0]?.pending.amount ?? '0');
    };
    const [stockBefore, pendingBefore] = [await stock(), await pending()];
    const { orderCancel } = await buyer.graph.request<{ orderCancel: { __typename: string } }>(
      `mutation ($id: ID!) { orderCancel(input: { orderId: $id, reason: CHANGED_MIND }) { __typename ... on UserError { message } } }`,
      { id: order.id },
    );
    expectThat(orderCancel.__typename === 'OrderCancelSuccess', 'the order is cancelled', orderCancel);
    await orderWhen(buyer, order.id, 'REFUNDED');
    await eventually('the stock to come back', async () => ((await stock()) === stockBefore + 1 ? true : undefined));
    await eventually('the ledger to be reversed', async () => ((await pending()) < pendingBefore ? true : undefined));
    world.say('refunded, one unit back in stock, the vendor’s balance reduced');
  },
};
