import { randomUUID } from 'node:crypto';
import type { AccessViewer } from '@marketgraph/contracts';
import { createIdGenerator, encodeId, systemClock } from '@marketgraph/kernel';
import { waitFor } from '@marketgraph/testing';
import type { GraphClient } from '../../../src/walkthrough/graph-client.ts';
import { must } from '../must.ts';
import { buyers, member, operator, storeAt } from '../people.ts';
import { addToCart, order, orderPlaced, payAtProvider, prepareCheckout, stockProduct, type CheckoutInput, type StockedProduct } from '../shopping.ts';
import type { Marketplace, Visitor } from '../start-marketplace.ts';

type User = Exclude<AccessViewer, 'guest'>;

/** Real objects for every call: those of a store belong to `owner`, those of a purchase to `buyer`. */
export interface Scene {
  readonly marketplace: Marketplace;
  readonly visitors: Record<User, Visitor>;
  graphOf(viewer: AccessViewer): GraphClient;
  readonly vendorId: string;
  /** Of a store that nobody has approved yet. */
  readonly applicantId: string;
  /** Never bought; the bought one has been reviewed, the other bought one has not. */
  readonly product: StockedProduct;
  readonly reviewed: StockedProduct;
  readonly received: StockedProduct;
  readonly categoryId: string;
  readonly managerSeatId: string;
  readonly roleId: string;
  readonly invitationId: string;
  readonly importId: string;
  /** Of the buyer, with parts of the one store: paid, accepted, packed, delivered. */
  readonly orderId: string;
  readonly pendingId: string;
  readonly acceptedId: string;
  readonly deliveryId: string;
  readonly reviewId: string;
  readonly notificationId: string;
  readonly checkout: CheckoutInput;
  readonly cartLineId: string;
}

const ids = createIdGenerator(systemClock);

/** An id of the right kind that nothing has. */
export const unusedId = {
  checkout: () => encodeId('Checkout', ids.next('Checkout')),
  quote: () => encodeId('ShippingQuote', ids.next('ShippingQuote')),
};

export async function prepareScene(marketplace: Marketplace): Promise<Scene> {
  const [[buyer, otherBuyer], owner, staff, foreignOwner, admin] = await Promise.all([
    buyers(marketplace, 2),
    member(marketplace, 0, 'OWNER'),
    member(marketplace, 0, 'STAFF'),
    member(marketplace, 1, 'OWNER'),
    operator(marketplace),
  ]);
  const visitors: Record<User, Visitor> = { buyer: must(buyer, 'buyer'), otherBuyer: must(otherBuyer, 'other buyer'), owner, staff, foreignOwner, operator: admin };
  const store = storeAt(marketplace, 0);
  const vendorId = encodeId('Vendor', store.id);
  const [product, reviewed, received] = [await stockProduct(owner, store.id, 'Never bought', [100]), await stockProduct(owner, store.id, 'Reviewed', [100]), await stockProduct(owner, store.id, 'Received', [100])];
  await marketplace.settled();
  const team = { owner, vendorId };
  const [bought, teamParts, imported] = await Promise.all([prepareOrders(marketplace, visitors, [product, reviewed, received]), prepareTeam(team), startImport(team)]);
  // Everybody has a cart; what is asked about is the buyer's.
  await Promise.all([visitors.otherBuyer, staff, admin].map(({ graph }) => graph.request('mutation { cartCreate { __typename } }')));
  const { categories } = await marketplace.guest.request<{ categories: { id: string }[] }>('{ categories { id } }');
  await addToCart(visitors.buyer, must(product.variantIds[0], 'variant'));
  const { cart } = await visitors.buyer.graph.request<{ cart: { lines: { id: string }[] } }>('{ cart { lines { id } } }');
  return {
    marketplace,
    visitors,
    graphOf: (viewer) => (viewer === 'guest' ? marketplace.guest : visitors[viewer].graph),
    vendorId,
    applicantId: encodeId('Vendor', storeAt(marketplace, 2).id),
    product,
    reviewed,
    received,
    categoryId: must(categories[0], 'category').id,
    managerSeatId: encodeId('VendorMember', must(store.team.find(({ role }) => role === 'MANAGER'), 'manager').id),
    ...teamParts,
    ...bought,
    importId: imported,
    checkout: await prepareCheckout(visitors.buyer),
    cartLineId: must(cart.lines[0], 'line').id,
  };
}

async function prepareOrders(
  marketplace: Marketplace,
  { buyer, owner }: Pick<Scene['visitors'], 'buyer' | 'owner'>,
  [product, reviewed, received]: readonly [StockedProduct, StockedProduct, StockedProduct],
): Promise<Pick<Scene, 'orderId' | 'pendingId' | 'acceptedId' | 'deliveryId' | 'reviewId' | 'notificationId'>> {
  const buy = async ({ variantIds }: StockedProduct): Promise<{ orderId: string; partId: string }> => {
    const { orderId, vendorOrderIds, payment } = await order(buyer, must(variantIds[0], 'variant'));
    await payAtProvider(marketplace, payment);
    await orderPlaced(buyer, orderId);
    return { orderId, partId: must(vendorOrderIds[0], 'part') };
  };
  const pending = await buy(product);
  const accepted = await buy(product);
  const packed = await buy(product);
  const delivered = [await buy(reviewed), await buy(received)];
  const parts = [packed, ...delivered];
  await Promise.all([accepted, ...parts].map(({ partId }) => owner.graph.request('mutation ($id: ID!) { orderAccept(input: { vendorOrderId: $id }) { __typename } }', { id: partId })));
  await Promise.all(parts.map(({ partId }) => owner.graph.request('mutation ($id: ID!) { orderReady(input: { vendorOrderId: $id }) { __typename } }', { id: partId })));
  const deliveries = await Promise.all(parts.map(({ partId }) => deliveryOf(owner, partId)));
  const [deliveryId = '', ...others] = deliveries;
  for (const id of others) for (const status of ['IN_TRANSIT', 'DELIVERED']) await updateDelivery(owner, id, status);
  const reviewId = await waitFor(() => review(buyer, reviewed.id), { what: 'the right to review', timeoutMs: 20_000 });
  const notificationId = await waitFor(async () => (await buyer.graph.request<{ notifications: { nodes: { id: string }[] } }>('{ notifications { nodes { id } } }')).notifications.nodes[0]?.id, { what: 'a notification', timeoutMs: 20_000 });
  return { orderId: pending.orderId, pendingId: pending.partId, acceptedId: accepted.partId, deliveryId, reviewId, notificationId };
}

function deliveryOf(owner: Visitor, partId: string): Promise<string> {
  return waitFor(async () => {
    const { vendorOrder } = await owner.graph.request<{ vendorOrder: { deliveries: { id: string }[] } }>('query ($id: ID!) { vendorOrder(id: $id) { deliveries { id } } }', { id: partId });
    return vendorOrder.deliveries[0]?.id;
  }, { what: 'the delivery', timeoutMs: 20_000 });
}

async function updateDelivery(owner: Visitor, id: string, status: string): Promise<void> {
  await owner.graph.request('mutation ($id: ID!, $status: DeliveryStatus!) { deliveryManualUpdate(input: { id: $id, status: $status }) { __typename } }', { id, status });
}

export async function review(author: Visitor, productId: string): Promise<string | undefined> {
  const { reviewCreate } = await author.graph.request<{ reviewCreate: { review?: { id: string } } }>(
    'mutation ($id: ID!) { reviewCreate(input: { productId: $id, rating: 4, title: "Good", text: "It does what it should." }) { ... on ReviewCreateSuccess { review { id } } } }',
    { id: productId },
  );
  return reviewCreate.review?.id;
}

interface Team {
  readonly owner: Visitor;
  readonly vendorId: string;
}

async function prepareTeam(team: Team): Promise<Pick<Scene, 'roleId' | 'invitationId'>> {
  return { roleId: await makeRole(team), invitationId: await invite(team, 'somebody@people.test') };
}

export async function makeRole({ owner, vendorId }: Team): Promise<string> {
  const { vendorRoleCreate } = await owner.graph.request<{ vendorRoleCreate: { role: { id: string } } }>(
    'mutation ($input: VendorRoleCreateInput!) { vendorRoleCreate(input: $input) { ... on VendorRoleCreateSuccess { role { id } } } }',
    { input: { vendorId, name: `Role ${randomUUID().slice(0, 8)}`, permissions: ['MANAGE_ORDERS'] } },
  );
  return vendorRoleCreate.role.id;
}

export async function invite({ owner, vendorId }: Team, email: string): Promise<string> {
  const { vendorMemberInvite } = await owner.graph.request<{ vendorMemberInvite: { invitation: { id: string } } }>(
    'mutation ($input: VendorMemberInviteInput!) { vendorMemberInvite(input: $input) { ... on VendorMemberInviteSuccess { invitation { id } } } }',
    { input: { vendorId, email, role: 'STAFF' } },
  );
  return vendorMemberInvite.invitation.id;
}

/** A dry run over one row. */
export const SMALL_FILE = 'Handle,Title,Option1 Name,Option1 Value,Variant Price,Variant Inventory Qty\nsmall-thing,Small thing,Title,Default Title,4.50,3\n';

async function startImport({ owner, vendorId }: Team): Promise<string> {
  const { productImportStart } = await owner.graph.request<{ productImportStart: { import: { id: string } } }>(
    'mutation ($input: ProductImportStartInput!) { productImportStart(input: $input) { ... on ProductImportStartSuccess { import { id } } } }',
    { input: { vendorId, csv: SMALL_FILE, dryRun: true, idempotencyKey: randomUUID() } },
  );
  const { id } = productImportStart.import;
  await waitFor(async () => {
    const answer = await owner.graph.request<{ productImport: { status: string } }>('query ($id: ID!) { productImport(id: $id) { status } }', { id });
    return answer.productImport.status === 'SUCCEEDED';
  }, { what: 'the end of the import', timeoutMs: 20_000 });
  return id;
}

/** The token of an invitation is in the mail and nowhere else. */
export async function invitationToken(scene: Scene, email: string): Promise<string> {
  await invite({ owner: scene.visitors.owner, vendorId: scene.vendorId }, email);
  return waitFor(async () => {
    const messages = await scene.marketplace.sandboxes.control.mail.messages({ to: email });
    return /token=([\w-]+)/.exec(messages.map(({ text }) => text).join('\n'))?.[1];
  }, { what: 'the mail with the invitation', timeoutMs: 20_000 });
}
