import { confirmAtStripe, checkOut, orderWhen, putIntoCart, type PlacedOrder } from '../shopping.ts';
import { eventually, expectThat, noteOf, personOf, storeOf, type Step, type World } from '../world.ts';

interface Tracked {
  readonly deliveryTracked: {
    readonly seq: number;
    readonly gap: boolean;
    readonly snapshot: boolean;
    readonly kind: string;
    readonly status: string;
    readonly position: { readonly latitude: number } | null;
    readonly delivery: {
      readonly courier: { readonly name: string } | null;
      readonly vendor: { readonly name: string };
      readonly vendorOrder: { readonly number: string; readonly items: readonly { readonly product: { readonly title: string; readonly rating: object } }[] };
    };
  };
}

const TRACK = `subscription Track($id: ID!, $since: Int) {
  deliveryTracked(id: $id, since: $since) {
    seq gap snapshot kind status dropoffEta position { latitude longitude }
    delivery { courier { name } vendor { name } vendorOrder { number status items { title product { title rating { count } } } } }
  }
}`;

async function act(world: World, mutation: 'orderAccept' | 'orderReady', vendorOrderId: string, store: string): Promise<void> {
  const answer = await storeOf(world, store).owner.graph.request<Record<string, { __typename: string }>>(
    `mutation ($id: ID!) { ${mutation}(input: { vendorOrderId: $id }) { __typename ... on UserError { message } } }`,
    { id: vendorOrderId },
  );
  expectThat(answer[mutation]?.__typename.endsWith('Success') === true, `${mutation} succeeds`, answer);
}

/** From the vendor's screen to the buyer's door, watched live, with a cut connection on the way. */
export const delivery: Step = {
  title: 'The vendor accepts and packs; a courier brings it; the buyer watches, through a cut connection',
  capabilities: ['COM-04', 'LOG-02', 'LOG-04', 'PLT-02'],
  run: async (world) => {
    const store = storeOf(world, 'Harbour');
    const buyer = personOf(world, 'buyer');
    const order = noteOf<PlacedOrder>(world, 'order');
    const part = order.vendorOrders.find(({ vendor }) => vendor.id === store.id);
    if (part === undefined) throw new Error('the store has no part of the order');

    // New orders arrive while the vendor watches.
    const arriving = store.owner.graph.subscribe<{ vendorOrdersUpdated: { snapshot: boolean; vendorOrders: { number: string; items: { product: { title: string } }[] }[] } }>(
      `subscription ($vendorId: ID!) { vendorOrdersUpdated(vendorId: $vendorId) { seq snapshot vendorOrders { id number status items { product { title } } } } }`,
      { vendorId: store.id },
    );
    await arriving.next();
    await putIntoCart(buyer, noteOf(world, 'variant of Harbour'), 1);
    const second = await checkOut(buyer, `journey-${world.tag}-2`, 'STANDARD');
    await confirmAtStripe(world, second.payment, 'pm_card_visa');
    const seen = await arriving.until(({ vendorOrdersUpdated }) => vendorOrdersUpdated.vendorOrders.some(({ number }) => number.startsWith(second.order.number)));
    world.say(`order ${second.order.number} appeared on the vendor's screen after ${seen.length} events`);
    arriving.close();
    await orderWhen(buyer, second.order.id, 'PAID');
    world.notes.set('second order', second.order);

    await act(world, 'orderAccept', part.id, 'Harbour');
    await act(world, 'orderReady', part.id, 'Harbour');
    const deliveryId = await eventually('the delivery', async () => {
      const answer = await buyer.graph.request<{ order: { deliveries: { id: string }[] } }>(`query ($id: ID!) { order(id: $id) { deliveries { id } } }`, { id: order.id });
      return answer.order.deliveries[0]?.id;
    });
    world.notes.set('delivery', deliveryId);

    const live = buyer.graph.subscribe<Tracked>(TRACK, { id: deliveryId });
    const [first] = [await live.next()];
    expectThat(first.deliveryTracked.snapshot && first.deliveryTracked.delivery.vendor.name.startsWith('Harbour'), 'tracking begins with a snapshot that knows the store', first);
    const before = await live.until(({ deliveryTracked }) => deliveryTracked.kind === 'POSITION');
    const last = before.at(-1)?.deliveryTracked.seq ?? 0;
    world.say(`${before.at(-1)?.deliveryTracked.delivery.courier?.name ?? 'the courier'} is on the way`);
    live.cut();
    live.close();

    const resumed = buyer.graph.subscribe<Tracked>(TRACK, { id: deliveryId, since: last });
    const after = await resumed.until(({ deliveryTracked }) => deliveryTracked.status === 'DELIVERED');
    resumed.close();
    const numbers = after.map(({ deliveryTracked }) => deliveryTracked.seq);
    expectThat(numbers.every((seq, index) => seq === last + 1 + index), 'after the cut nothing is missed and nothing comes twice', { last, numbers });
    world.say(`connection cut after event ${last}, resumed: ${numbers.length} more events without a gap, delivered`);
    await eventually('the vendor order to be delivered', async () => {
      const answer = await buyer.graph.request<{ vendorOrder: { status: string } }>(`query ($id: ID!) { vendorOrder(id: $id) { status } }`, { id: part.id });
      return answer.vendorOrder.status === 'DELIVERED' || undefined;
    });
  },
};
