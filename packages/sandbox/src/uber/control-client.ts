import { createControlCalls, createSandboxControl, type SandboxControl } from '../shared/control-client.ts';
import type { DeliveryStatus, LatLng, WireDelivery } from './objects.ts';

export interface UberControl extends SandboxControl {
  /** On to the next status, or to the one named, without the positions in between. */
  advanceDelivery(id: string, to?: 'pickup' | 'pickup_complete' | 'dropoff' | 'delivered'): Promise<WireDelivery>;
  /** To a point, or to a share of the way to the next stop. */
  moveCourier(id: string, to: (LatLng | { share: number }) & { imminent?: boolean }): Promise<WireDelivery>;
  /** The provider gives the delivery up. */
  failDelivery(id: string, reason?: string): Promise<WireDelivery>;
  /** Nobody takes the parcel: it goes back, stays at the door or is discarded, as it was ordered. */
  returnDelivery(id: string, reason?: string): Promise<WireDelivery>;
  /** The courier drops out: back to pending. */
  reassignCourier(id: string): Promise<WireDelivery>;
  countDeliveries(externalId?: string): Promise<{ count: number; byStatus: Record<DeliveryStatus, number>; ids: string[] }>;
  expireTokens(): Promise<void>;
  tokensIssued(): Promise<number>;
}

export function createUberControl(url: string): UberControl {
  const { get, post } = createControlCalls(url);
  const because = (reason: string | undefined): object => (reason === undefined ? {} : { reason });
  return {
    ...createSandboxControl(url),
    advanceDelivery: (id, to) => post(`/deliveries/${id}/advance`, to === undefined ? {} : { to }),
    moveCourier: (id, to) => post(`/deliveries/${id}/move`, to),
    failDelivery: (id, reason) => post(`/deliveries/${id}/fail`, because(reason)),
    returnDelivery: (id, reason) => post(`/deliveries/${id}/return`, because(reason)),
    reassignCourier: (id) => post(`/deliveries/${id}/reassign`),
    countDeliveries: (externalId) => get('/deliveries/count', { external_id: externalId }),
    expireTokens: async () => {
      await post('/tokens/expire');
    },
    tokensIssued: async () => (await get<{ issued: number }>('/tokens')).issued,
  };
}
