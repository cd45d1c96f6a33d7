import type { PostalAddress } from '@marketgraph/contracts';
import type { Courier, ParcelItem, Position } from '../deliveries/deliveries.tables.ts';
import type { DeliveryStatus } from '../deliveries/delivery-status.rules.ts';

/** What a courier company does for us, in our words. One adapter speaks Uber Direct. */
export interface CourierService {
  quote(request: QuoteRequest): Promise<CourierAnswer<CourierQuote>>;
  /** Repeating it with the same `key` orders nothing twice. */
  order(request: OrderRequest): Promise<CourierAnswer<CourierDelivery>>;
  read(providerId: string): Promise<CourierAnswer<CourierDelivery>>;
  /** Cancelling what is cancelled already succeeds. */
  cancel(providerId: string): Promise<CourierAnswer<CourierDelivery>>;
}

/** `retry`: the same call may succeed later. `refused`: it will not; `reason` is for people, `code` the provider's. */
export type CourierAnswer<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'retry'; readonly code: string; readonly reason: string }
  | { readonly kind: 'refused'; readonly code: string; readonly reason: string };

export interface QuoteRequest {
  readonly pickup: PostalAddress;
  readonly dropoff: PostalAddress;
  /** Minor units. */
  readonly value: bigint;
}

export interface CourierQuote {
  readonly id: string;
  readonly price: bigint;
  /** ISO 4217. */
  readonly currency: string;
  readonly expiresAt: Date;
}

export interface OrderRequest extends QuoteRequest {
  readonly key: string;
  readonly reference: string;
  readonly quoteId: string | null;
  readonly pickupName: string;
  readonly items: readonly ParcelItem[];
}

export interface CourierDelivery {
  readonly providerId: string;
  readonly status: DeliveryStatus;
  readonly reason: string;
  readonly trackingUrl: string | null;
  readonly courier: Courier | null;
  readonly position: Position | null;
  readonly pickupEta: Date | null;
  readonly dropoffEta: Date | null;
  readonly updatedAt: Date;
}
