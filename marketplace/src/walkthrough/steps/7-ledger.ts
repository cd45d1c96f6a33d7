import { expectThat, noteOf, storeOf, type Step } from '../world.ts';
import type { PlacedOrder } from '../shopping.ts';

/** Gross, commission and net of the sale, and what the vendor has of it. */
export const ledger: Step = {
  title: 'The ledger: gross, 3 % commission, the vendor’s net and balance',
  capabilities: ['COM-07'],
  run: async (world) => {
    const store = storeOf(world, 'Harbour');
    const order = noteOf<PlacedOrder>(world, 'order');
    const part = order.vendorOrders.find(({ vendor }) => vendor.id === store.id);
    const answer = await store.owner.graph.request<{
      vendorOrder: { gross: { amount: string }; commission: { amount: string }; net: { amount: string; formatted: string } };
      vendor: { balance: { currency: string; pending: { amount: string }; available: { amount: string } }[] };
      ledgerEntries: { nodes: { kind: string; pending: { amount: string } }[] };
    }>(
      `query ($order: ID!, $vendor: ID!) {
        vendorOrder(id: $order) { gross { amount } commission { amount } net { amount formatted } }
        vendor(id: $vendor) { balance { currency pending { amount } available { amount } } }
        ledgerEntries(vendorId: $vendor, first: 10) { nodes { kind pending { amount } } }
      }`,
      { order: part?.id, vendor: store.id },
    );
    const gross = BigInt(answer.vendorOrder.gross.amount);
    const commission = BigInt(answer.vendorOrder.commission.amount);
    expectThat(commission === (gross * 300n + 5_000n) / 10_000n, 'the commission is 3 % of the gross', answer.vendorOrder);
    expectThat(BigInt(answer.vendorOrder.net.amount) === gross - commission, 'the net is the rest', answer.vendorOrder);
    const balance = answer.vendor.balance.find(({ currency }) => currency === 'USD');
    expectThat(balance?.pending.amount === answer.vendorOrder.net.amount, 'the net is in the vendor’s balance', answer);
    expectThat(answer.ledgerEntries.nodes.length > 0, 'the ledger has the entry', answer.ledgerEntries);
    world.say(`net ${answer.vendorOrder.net.formatted} is pending`);
  },
};
