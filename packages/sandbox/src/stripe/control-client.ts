import { createControlCalls, createSandboxControl, type SandboxControl } from '../shared/control-client.ts';
import type { IntentCount } from './control.ts';

export interface StripeControl extends SandboxControl {
  /** The buyer's part of 3-D Secure, for a payment intent or a setup intent; gives the status after it. */
  authenticate(intentId: string, outcome?: 'succeed' | 'fail'): Promise<string>;
  /** Lets an authorisation lapse as if its seven days had passed. */
  expireHold(intentId: string): Promise<void>;
  countIntents(metadata: Record<string, string>): Promise<IntentCount>;
  /** The number of intents for each value of a metadata key. */
  countIntentsBy(key: string): Promise<Record<string, number>>;
}

export function createStripeControl(url: string): StripeControl {
  const { get, post } = createControlCalls(url);
  return {
    ...createSandboxControl(url),
    authenticate: async (id, outcome = 'succeed') => (await post<{ status: string }>(`/payment_intents/${id}/authenticate`, { outcome })).status,
    expireHold: async (id) => {
      await post(`/payment_intents/${id}/expire`);
    },
    countIntents: (metadata) => get('/payment_intents/count', Object.fromEntries(Object.entries(metadata).map(([key, value]) => [`metadata[${key}]`, value]))),
    countIntentsBy: async (by) => (await get<{ counts: Record<string, number> }>('/payment_intents/count', { by })).counts,
  };
}
