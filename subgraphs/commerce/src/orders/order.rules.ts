import { fail, ok, type Result } from '@marketgraph/kernel';

export const ORDER_STATUSES = ['AWAITING_PAYMENT', 'PLACED', 'COMPLETED', 'CANCELLED', 'EXPIRED'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export const VENDOR_ORDER_STATUSES = [
  'AWAITING_PAYMENT',
  'PENDING',
  'PROCESSING',
  'READY',
  'IN_TRANSIT',
  'DELIVERED',
  'REJECTED',
  'CANCELLED',
  'EXPIRED',
] as const;
export type VendorOrderStatus = (typeof VENDOR_ORDER_STATUSES)[number];

/** In what role somebody acts on an order. SYSTEM is the payment, the clock or a delivery. */
export const ORDER_PARTIES = ['BUYER', 'VENDOR', 'OPERATOR', 'SYSTEM'] as const;
export type OrderParty = (typeof ORDER_PARTIES)[number];

export type ItemStatus = 'PENDING' | 'PROCESSING' | 'SHIPPED' | 'DELIVERED' | 'CANCELLED' | 'RETURNED';

interface Transition {
  readonly to: VendorOrderStatus;
  /** Who may do it, by the status it is done in; what is not listed is illegal. */
  readonly from: Readonly<Partial<Record<VendorOrderStatus, readonly OrderParty[]>>>;
}

/** The whole life of a vendor order. Nothing else changes a status. */
export const VENDOR_ORDER_TRANSITIONS = {
  PLACE: { to: 'PENDING', from: { AWAITING_PAYMENT: ['SYSTEM'] } },
  EXPIRE: { to: 'EXPIRED', from: { AWAITING_PAYMENT: ['SYSTEM'] } },
  ACCEPT: { to: 'PROCESSING', from: { PENDING: ['VENDOR'] } },
  REJECT: { to: 'REJECTED', from: { PENDING: ['VENDOR'] } },
  READY: { to: 'READY', from: { PROCESSING: ['VENDOR'] } },
  CANCEL: {
    to: 'CANCELLED',
    from: {
      PENDING: ['BUYER', 'VENDOR', 'OPERATOR'],
      PROCESSING: ['BUYER', 'VENDOR', 'OPERATOR'],
      READY: ['VENDOR', 'OPERATOR'],
    },
  },
  DISPATCH: { to: 'IN_TRANSIT', from: { READY: ['SYSTEM'] } },
  /** A courier brought it back: it waits for the next attempt, or is cancelled. */
  BRING_BACK: { to: 'READY', from: { IN_TRANSIT: ['SYSTEM'] } },
  DELIVER: { to: 'DELIVERED', from: { READY: ['SYSTEM'], IN_TRANSIT: ['SYSTEM'] } },
} as const satisfies Record<string, Transition>;
export type VendorOrderMove = keyof typeof VENDOR_ORDER_TRANSITIONS;

/** What people do; the other moves happen by themselves. */
export const VENDOR_ORDER_ACTIONS = ['ACCEPT', 'REJECT', 'READY', 'CANCEL'] as const satisfies readonly VendorOrderMove[];
export type VendorOrderAction = (typeof VENDOR_ORDER_ACTIONS)[number];

export interface OrderIllegalTransition {
  readonly type: 'OrderIllegalTransition';
  readonly message: string;
  readonly status: VendorOrderStatus;
  readonly availableActions: readonly VendorOrderAction[];
}

/** The status after the move, and in which of the parties' names it is done: the first for whom it is legal. */
export function moveVendorOrder(
  status: VendorOrderStatus,
  move: VendorOrderMove,
  parties: readonly OrderParty[],
): Result<{ status: VendorOrderStatus; by: OrderParty }, OrderIllegalTransition> {
  const transition: Transition = VENDOR_ORDER_TRANSITIONS[move];
  const by = parties.find((party) => transition.from[status]?.includes(party) ?? false);
  if (by !== undefined) return ok({ status: transition.to, by });
  return fail({
    type: 'OrderIllegalTransition',
    message: `A vendor order that is ${status} cannot be changed by ${move}.`,
    status,
    availableActions: availableActions(status, parties),
  });
}

/** What may be done next by somebody who acts in these roles. Apps show these and copy no state machine. */
export function availableActions(status: VendorOrderStatus, parties: readonly OrderParty[]): VendorOrderAction[] {
  return VENDOR_ORDER_ACTIONS.filter((action) => {
    const transition: Transition = VENDOR_ORDER_TRANSITIONS[action];
    return parties.some((party) => transition.from[status]?.includes(party) ?? false);
  });
}

/** Where the items of a vendor order stand; items that are final already stay as they are. */
export const ITEM_STATUS_OF: Readonly<Record<VendorOrderStatus, ItemStatus>> = {
  AWAITING_PAYMENT: 'PENDING',
  PENDING: 'PENDING',
  PROCESSING: 'PROCESSING',
  READY: 'PROCESSING',
  IN_TRANSIT: 'SHIPPED',
  DELIVERED: 'DELIVERED',
  REJECTED: 'CANCELLED',
  CANCELLED: 'CANCELLED',
  EXPIRED: 'CANCELLED',
};

const FINAL: readonly VendorOrderStatus[] = ['DELIVERED', 'REJECTED', 'CANCELLED', 'EXPIRED'];

export function isFinal(status: VendorOrderStatus): boolean {
  return FINAL.includes(status);
}

/** The order's status follows from its parts: it completes itself once every part is final and something was delivered. */
export function orderStatusOf(parts: readonly VendorOrderStatus[]): OrderStatus {
  if (parts.includes('AWAITING_PAYMENT')) return 'AWAITING_PAYMENT';
  if (!parts.every(isFinal)) return 'PLACED';
  if (parts.includes('DELIVERED')) return 'COMPLETED';
  return parts.every((part) => part === 'EXPIRED') ? 'EXPIRED' : 'CANCELLED';
}
