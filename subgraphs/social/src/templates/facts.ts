import type { CurrencyCode } from '@marketgraph/kernel';

/**
 * What each kind of notification needs to know. Stored as JSON for as long as the notification is kept: a kind may gain
 * optional facts, never lose or rename one. Amounts are minor units as text. An empty text stands for what is not known.
 */
export interface KindFacts {
  readonly WELCOME: NoFacts;
  readonly ORDER_PLACED: BoughtFacts & { readonly shipping: string };
  readonly ORDER_EXPIRED: OrderFacts;
  readonly ORDER_ACCEPTED: StoreOrderFacts;
  readonly ORDER_REJECTED: StoreOrderFacts & Reason;
  readonly ORDER_READY: StoreOrderFacts;
  readonly ORDER_CANCELLED: StoreOrderFacts & Reason & { readonly by: 'BUYER' | 'VENDOR' | 'OPERATOR' | 'SYSTEM' };
  readonly PAYMENT_RECEIVED: PaymentFacts;
  readonly PAYMENT_TOO_LATE: PaymentFacts;
  readonly PAYMENT_FAILED: PaymentFacts & Reason;
  readonly PAYMENT_REFUNDED: PaymentFacts & Reason;
  readonly REVIEW_INVITED: ItemFacts;
  readonly ITEM_RETURNED: ItemFacts;
  readonly DELIVERY_CREATED: StoreOrderFacts;
  readonly DELIVERY_ASSIGNED: StoreOrderFacts;
  readonly DELIVERY_REASSIGNING: StoreOrderFacts;
  readonly DELIVERY_PICKED_UP: StoreOrderFacts;
  readonly DELIVERY_IN_TRANSIT: StoreOrderFacts;
  readonly DELIVERY_DELIVERED: StoreOrderFacts;
  readonly DELIVERY_FAILED: StoreOrderFacts & Reason;
  readonly DELIVERY_CANCELLED: StoreOrderFacts & Reason;
  readonly DELIVERY_RETURNED: StoreOrderFacts & Reason;
  readonly STORE_ORDER_PLACED: BoughtFacts & { readonly store: string };
  readonly STORE_ORDER_CANCELLED: StoreOrderFacts & Reason;
  readonly STORE_DELIVERY_FAILED: StoreOrderFacts & Reason;
  readonly STORE_DELIVERY_RETURNED: StoreOrderFacts & Reason;
  readonly STOCK_LOW: StockFacts;
  readonly STOCK_OUT: StockFacts;
  readonly STOCK_BACK: StockFacts;
  readonly STORE_APPROVED: StoreFacts;
  readonly STORE_REJECTED: StoreFacts & Reason;
  readonly STORE_SUSPENDED: StoreFacts & Reason;
  readonly STORE_REACTIVATED: StoreFacts;
  readonly STORE_CLOSED: StoreFacts & Reason;
  readonly STORE_UPDATED: StoreFacts;
  readonly STORE_REVIEWED: { readonly store: string; readonly item: string; readonly rating: number; readonly title: string };
  readonly REVIEW_ANSWERED: ItemFacts & { readonly store: string };
}
export type NotificationKind = keyof KindFacts;

export type NoFacts = Readonly<Record<string, never>>;

export interface OrderFacts {
  /** `MG-100042` */
  readonly number: string;
}

export interface StoreOrderFacts extends OrderFacts {
  readonly store: string;
}

export interface Line {
  readonly title: string;
  readonly quantity: number;
  readonly total: string;
}

export interface BoughtFacts extends OrderFacts {
  readonly currency: CurrencyCode;
  readonly total: string;
  readonly lines: readonly Line[];
}

export interface PaymentFacts extends OrderFacts {
  readonly amount: string;
  readonly currency: CurrencyCode;
}

export interface ItemFacts {
  readonly item: string;
}

export interface StockFacts {
  readonly store: string;
  readonly title: string;
  readonly available: number;
}

export interface StoreFacts {
  readonly store: string;
}

export interface Reason {
  /** In words for people; empty where none was given. */
  readonly reason: string;
}
