/** What goes over the wire, and what the sandbox keeps beside it. Times are RFC 3339, money is in minor units. */
export interface LatLng {
  readonly lat: number;
  readonly lng: number;
}

export interface DetailedAddress {
  readonly street_address_1: string;
  readonly street_address_2: string;
  readonly city: string;
  readonly state: string;
  readonly zip_code: string;
  readonly country: string;
}

export interface Verification {
  readonly signature?: boolean | undefined;
  readonly signature_requirement?: { readonly enabled?: boolean | undefined; readonly collect_signer_name?: boolean | undefined; readonly collect_signer_relationship?: boolean | undefined } | undefined;
  readonly picture?: boolean | undefined;
  readonly barcodes?: readonly { readonly type: string; readonly value: string }[] | undefined;
  readonly pincode?: { readonly enabled?: boolean | undefined; readonly value?: string | undefined } | undefined;
  readonly identification?: { readonly min_age?: number | undefined } | undefined;
}

export interface Waypoint {
  readonly name: string;
  readonly phone_number: string;
  readonly address: string;
  readonly detailed_address: DetailedAddress;
  readonly location: LatLng;
  readonly notes: string;
  readonly seller_notes: string;
  readonly courier_notes: string;
  readonly external_store_id?: string;
  readonly verification_requirements?: Verification;
  readonly verification?: object;
  readonly status?: 'completed' | 'failed';
  readonly status_timestamp?: string;
}

export interface Courier {
  readonly name: string;
  readonly vehicle_type: string;
  readonly phone_number: string;
  readonly location: LatLng;
  readonly img_href: string;
}

export const DELIVERY_STATUSES = ['pending', 'pickup', 'pickup_complete', 'dropoff', 'delivered', 'canceled', 'returned'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

export interface WireDelivery {
  readonly id: string;
  readonly uuid: string;
  readonly kind: 'delivery';
  readonly live_mode: false;
  readonly quote_id?: string;
  readonly external_id?: string;
  readonly status: DeliveryStatus;
  readonly complete: boolean;
  readonly fee: number;
  readonly tip: number;
  readonly currency: string;
  readonly tracking_url: string;
  readonly courier: Courier | null;
  readonly courier_imminent: boolean;
  readonly pickup: Waypoint;
  readonly dropoff: Waypoint;
  readonly return: Waypoint;
  readonly pickup_eta: string;
  readonly pickup_ready: string;
  readonly pickup_deadline: string;
  readonly dropoff_eta: string;
  readonly dropoff_ready: string;
  readonly dropoff_deadline: string;
  readonly deliverable_action: string;
  readonly manifest: { readonly reference: string; readonly total_value: number };
  readonly manifest_items: readonly object[];
  readonly related_deliveries: readonly { readonly id: string; readonly relationship: 'original' | 'return' }[];
  readonly undeliverable_action: '' | 'returned' | 'left_at_door';
  readonly undeliverable_reason: string;
  readonly dropoff_identifier: string;
  readonly created: string;
  readonly updated: string;
}

export interface WireQuote {
  readonly kind: 'delivery_quote';
  readonly id: string;
  readonly created: string;
  readonly expires: string;
  readonly fee: number;
  readonly currency: string;
  readonly currency_type: string;
  readonly dropoff_eta: string;
  readonly duration: number;
  readonly pickup_duration: number;
  readonly dropoff_deadline: string;
}

export interface QuoteRecord {
  readonly wire: WireQuote;
  readonly customerId: string;
  /** What the price depends on, to compare with the delivery. */
  readonly terms: string;
  readonly usedBy: string | null;
}

export interface DeliveryRecord {
  readonly wire: WireDelivery;
  readonly customerId: string;
  /** Walks by itself. */
  readonly robo: boolean;
  /** The next step of the walk. */
  readonly step: number;
  readonly courierStart: LatLng;
  /** What the courier is to do when nobody takes the parcel. */
  readonly whenUndeliverable: 'leave_at_door' | 'return' | 'discard';
  /** Asked for by a magic name. */
  readonly fate: 'none' | 'undeliverable' | 'cancel';
  readonly tipRecorded: boolean;
}
