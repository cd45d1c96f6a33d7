import { appendEvents, type NewEvent } from '@marketgraph/bus';
import type { EventName } from '@marketgraph/contracts';
import type { Transaction } from '@marketgraph/db';
import type { Id } from '@marketgraph/kernel';
import { and, eq, notInArray } from 'drizzle-orm';
import type { CommerceTools } from '../deps.ts';
import { postRelease } from '../ledger/post-entries.ts';
import { itemEvent, orderEvent, vendorOrderEvent } from './order-events.ts';
import { itemsOf, type LockedOrder } from './order-aggregate.ts';
import { addToTimeline, type TimelineEntry, type TimelineKind } from './order-timeline.ts';
import { ITEM_STATUS_OF, orderStatusOf, type OrderParty, type VendorOrderMove, type VendorOrderStatus } from './order.rules.ts';
import { orderItems, orders, vendorOrders, type VendorOrderRow } from './order.tables.ts';

export interface VendorOrderChange {
  readonly move: Exclude<VendorOrderMove, 'PLACE' | 'EXPIRE'>;
  /** What {@link moveVendorOrder} has allowed. */
  readonly status: VendorOrderStatus;
  readonly by: OrderParty;
  readonly userId: Id<'User'> | null;
  readonly traceId: string;
  /** For rejections and cancellations. */
  readonly reason?: { readonly code: string; readonly text: string };
}

const TOLD_AS = {
  ACCEPT: { timeline: 'VENDOR_ORDER_ACCEPTED', event: 'commerce.vendor_order.accepted' },
  REJECT: { timeline: 'VENDOR_ORDER_REJECTED', event: 'commerce.vendor_order.rejected' },
  READY: { timeline: 'VENDOR_ORDER_READY', event: 'commerce.vendor_order.ready' },
  CANCEL: { timeline: 'VENDOR_ORDER_CANCELLED', event: 'commerce.vendor_order.cancelled' },
  DISPATCH: { timeline: 'VENDOR_ORDER_IN_TRANSIT', event: null },
  BRING_BACK: { timeline: 'VENDOR_ORDER_BROUGHT_BACK', event: null },
  DELIVER: { timeline: 'VENDOR_ORDER_DELIVERED', event: null },
} as const satisfies Record<VendorOrderChange['move'], { timeline: TimelineKind; event: EventName | null }>;

/**
 * Writes one legal move of one vendor order and everything that follows from it: its items, the order's own status, the
 * release of the vendor's money, timeline and events. Answers the order as it stands afterwards; the caller tells those
 * who watch it ({@link publishOrderChange}), last of all.
 */
export async function moveVendorOrderIn(
  tx: Transaction,
  deps: CommerceTools,
  locked: LockedOrder,
  before: VendorOrderRow,
  change: VendorOrderChange,
): Promise<LockedOrder> {
  const now = deps.clock.now();
  const released = change.move === 'DELIVER' ? { releasedAt: now } : {};
  const [after] = await tx
    .update(vendorOrders)
    .set({ ...endingOf(change), ...released, status: change.status, updatedAt: now })
    .where(eq(vendorOrders.id, before.id))
    .returning();
  if (after === undefined) throw new Error(`vendor order ${before.id} vanished under its lock`);

  const moved = await moveItems(tx, locked, after, change.traceId);
  const parts = locked.vendorOrders.map((part) => (part.id === after.id ? after : part));
  const { order, closing } = await followOrder(tx, locked, parts, now);
  const result: LockedOrder = { order, vendorOrders: parts, items: moved.items };

  const told = TOLD_AS[change.move];
  const entry: TimelineEntry = {
    orderId: order.id,
    vendorOrderId: after.id,
    kind: told.timeline,
    actor: change.by,
    actorId: change.userId,
    detail: change.reason?.text ?? '',
  };
  await addToTimeline(tx, deps, entry, ...closing.timeline);
  if (change.move === 'DELIVER') await postRelease(tx, deps, after);

  const own = told.event === null ? [] : [vendorOrderEvent(told.event, after, itemsOf(result, after), change.by, change.traceId)];
  const completed = closing.completed ? [orderEvent('commerce.order.completed', result, change.traceId)] : [];
  await appendEvents(tx, deps, [...own, ...moved.events, ...completed]);
  return result;
}

function endingOf({ move, by, userId, reason }: VendorOrderChange) {
  if (move !== 'REJECT' && move !== 'CANCEL') return {};
  if (by === 'SYSTEM') throw new Error('nothing ends a vendor order by itself');
  return { endedBy: by, endedByUser: userId, reasonCode: reason?.code ?? '', reasonText: reason?.text ?? '' };
}

async function moveItems(tx: Transaction, locked: LockedOrder, part: VendorOrderRow, traceId: string) {
  const to = ITEM_STATUS_OF[part.status];
  const moving = itemsOf(locked, part).filter((item) => item.status !== to && item.status !== 'CANCELLED' && item.status !== 'RETURNED');
  if (moving.length > 0) {
    await tx
      .update(orderItems)
      .set({ status: to })
      .where(and(eq(orderItems.vendorOrderId, part.id), notInArray(orderItems.status, ['CANCELLED', 'RETURNED'])));
  }
  const ids = new Set(moving.map((item) => item.id));
  return {
    items: locked.items.map((item) => (ids.has(item.id) ? { ...item, status: to } : item)),
    events: moving.map((item): NewEvent<EventName> => itemEvent(item, part, to, traceId)),
  };
}

/** The order's status follows from its parts; nobody sets it. */
async function followOrder(tx: Transaction, locked: LockedOrder, parts: readonly VendorOrderRow[], now: Date) {
  const status = orderStatusOf(parts.map((part) => part.status));
  const open = { order: locked.order, closing: { timeline: [] as TimelineEntry[], completed: false } };
  if (status === locked.order.status) return open;
  const [order] = await tx.update(orders).set({ status, closedAt: now, updatedAt: now }).where(eq(orders.id, locked.order.id)).returning();
  if (order === undefined) throw new Error(`order ${locked.order.id} vanished under its lock`);
  const completed = status === 'COMPLETED';
  const entry: TimelineEntry = {
    orderId: order.id,
    vendorOrderId: null,
    kind: completed ? 'ORDER_COMPLETED' : 'ORDER_CANCELLED',
    actor: 'SYSTEM',
    actorId: null,
    detail: '',
  };
  return { order, closing: { timeline: [entry], completed } };
}
