import { waitFor } from '@marketgraph/testing';
import { expect } from 'vitest';
import { must } from '../../support/must.ts';
import { order, payAtProvider } from '../../support/shopping.ts';
import type { Visitor } from '../../support/start-marketplace.ts';
import type { CrashWorld } from '../support/crash-world.ts';
import { orderIsPaid } from '../support/observe.ts';

/** What was claimed by the process that died is free again only when its claim is over: a minute. */
const CLAIM_MS = 75_000;

interface Told {
  readonly kind: string;
  readonly order: { readonly id: string } | null;
  readonly vendorOrder: { readonly order: { readonly id: string } | null } | null;
}

async function toldOf(visitor: Visitor, orderId: string, vendorId: string | null): Promise<string[]> {
  const { notifications } = await visitor.graph.request<{ notifications: { nodes: Told[] } }>(
    `query Told($vendorId: ID) { notifications(vendorId: $vendorId, first: 100) { nodes { kind order { id } vendorOrder { order { id } } } } }`,
    { vendorId },
  );
  return notifications.nodes.filter((told) => (told.order ?? told.vendorOrder?.order)?.id === orderId).map(({ kind }) => kind);
}

/** Buyer and store are told of an order, each once: in the app and by mail. What is left to check later is answered. */
export async function peopleTold(world: CrashWorld, point: string): Promise<() => Promise<void>> {
  const { buyer, goods } = await world.nextSale();
  const { variantId, owner, vendorId } = must(goods[0], 'good');
  const bought = await world.crash(point, async () => {
    const made = await order(buyer, variantId);
    await payAtProvider(world, made.payment);
    return made;
  });
  if (bought === 'cut off') throw new Error('the order was not made before the crash');
  const { orderId } = bought;
  await orderIsPaid(buyer, orderId);
  return async () => {
    const mine = await waitFor(async () => { const kinds = await toldOf(buyer, orderId, null); return kinds.includes('ORDER_PLACED') && kinds; }, { timeoutMs: CLAIM_MS, what: 'the buyer to be told' });
    expect(mine.filter((kind) => kind === 'ORDER_PLACED')).toHaveLength(1);
    const theirs = await waitFor(async () => { const kinds = await toldOf(owner, orderId, vendorId); return kinds.includes('STORE_ORDER_PLACED') && kinds; }, { timeoutMs: CLAIM_MS, what: 'the store to be told' });
    expect(theirs.filter((kind) => kind === 'STORE_ORDER_PLACED')).toHaveLength(1);
  };
}
