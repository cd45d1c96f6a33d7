import { checkOut, confirmAtStripe, orderWhen } from '../shopping.ts';
import { eventually, expectThat, personOf, type Step } from '../world.ts';

/** One idempotent operation, a card that declines, one that needs 3-D Secure, and the webhook that finishes the order. */
export const checkout: Step = {
  title: 'Checkout: stock reserved, paid by card through the provider, split per vendor',
  capabilities: ['COM-02', 'COM-03', 'COM-05', 'CAT-07', 'LOG-01'],
  run: async (world) => {
    const buyer = personOf(world, 'buyer');
    const { order, payment } = await checkOut(buyer, `journey-${world.tag}-1`, 'LOCAL_DELIVERY');
    expectThat(order.vendorOrders.length === 2, 'the order is split per vendor', order);
    world.notes.set('order', order);
    world.say(`order ${order.number} over ${order.total.formatted}, two vendor orders`);

    const declined = await confirmAtStripe(world, payment, 'pm_card_chargeDeclined');
    expectThat(declined.status === 402, 'a card can be declined', declined);
    await eventually('the declined attempt in the history', async () => {
      const answer = await buyer.graph.request<{ order: { payment: { status: string; attempts: { outcome: string }[] } } }>(
        `query ($id: ID!) { order(id: $id) { payment { status attempts { outcome } } } }`,
        { id: order.id },
      );
      return answer.order.payment.attempts.some(({ outcome }) => outcome === 'DECLINED') || undefined;
    });
    const retried = await buyer.graph.request<{ paymentRetry: { __typename: string; payment?: { clientSecret: string; publishableKey: string } } }>(
      `mutation ($orderId: ID!) { paymentRetry(input: { orderId: $orderId }) { __typename ... on UserError { message } ... on PaymentRetrySuccess { payment { clientSecret publishableKey } } } }`,
      { orderId: order.id },
    );
    const again = retried.paymentRetry.payment;
    expectThat(again !== undefined, 'the payment can be tried again', retried);
    if (again === undefined) return;

    const asked = await confirmAtStripe(world, again, 'pm_card_authenticationRequired');
    expectThat(asked.body.status === 'requires_action', 'the bank asks for 3-D Secure', asked);
    const before = await buyer.graph.request<{ order: { payment: { status: string } } }>(`query ($id: ID!) { order(id: $id) { payment { status } } }`, { id: order.id });
    expectThat(before.order.payment.status !== 'PAID', 'nothing is paid before the provider says so', before);
    const intent = again.clientSecret.slice(0, again.clientSecret.indexOf('_secret_'));
    await fetch(`${world.addresses.stripe}/3ds/${intent}`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'outcome=complete', redirect: 'manual' });
    const paid = await orderWhen(buyer, order.id, 'PAID');
    world.say(`declined once, 3-D Secure passed, order is ${paid.status}`);
  },
};
