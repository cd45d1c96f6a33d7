import type { PostalAddress } from '@marketgraph/contracts';
import type { DeliveryStatus } from '../deliveries/delivery-status.rules.ts';
import type { CourierDelivery } from './courier-service.ts';
import type { UberDelivery, UberStatus } from './wire.ts';

const STATUSES: Readonly<Record<UberStatus, DeliveryStatus>> = {
  pending: 'PENDING',
  pickup: 'ASSIGNED',
  pickup_complete: 'PICKED_UP',
  dropoff: 'IN_TRANSIT',
  delivered: 'DELIVERED',
  canceled: 'CANCELLED',
  returned: 'RETURNED',
};

/** Uber's delivery in our words. */
export function fromUber(wire: UberDelivery): CourierDelivery {
  const { courier } = wire;
  const location = courier?.location;
  return {
    providerId: wire.id,
    status: STATUSES[wire.status],
    reason: wire.undeliverable_reason ?? '',
    trackingUrl: wire.tracking_url ?? null,
    courier: courier ? { name: courier.name ?? '', phone: courier.phone_number ?? '', vehicle: courier.vehicle_type ?? '' } : null,
    position: location ? { latitude: location.lat, longitude: location.lng, at: wire.updated.toISOString() } : null,
    pickupEta: wire.pickup_eta ?? null,
    dropoffEta: wire.dropoff_eta ?? null,
    updatedAt: wire.updated,
  };
}

/** Uber takes an address as a JSON document inside a string. */
export function toUberAddress(address: PostalAddress): string {
  return JSON.stringify({
    street_address: [address.line1, address.line2].filter((line) => line !== ''),
    city: address.city,
    state: address.region,
    zip_code: address.postalCode,
    country: address.country,
  });
}

const RETRY = new Set(['request_timeout', 'customer_limited', 'internal_server_error', 'unknown_error', 'couriers_busy', 'robo_couriers_busy', 'service_unavailable']);

/** Whether the same request may succeed later. */
export function isPassing(status: number, code: string): boolean {
  return RETRY.has(code) || status === 408 || status === 429 || status >= 500;
}

/** Quotes that have to be asked for anew rather than tried again. */
export function needsNewQuote(code: string): boolean {
  return code === 'expired_quote' || code === 'used_quote' || code === 'mismatched_price_quote';
}
