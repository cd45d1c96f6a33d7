import { z } from 'zod';

/**
 * How the network between the provider and the marketplace behaves. Both providers promise only "at least once, in no
 * order": every mode but `drop` stays within that promise.
 */
export const webhookModeSchema = z.discriminatedUnion('mode', [
  /** At once, one after the other, in the order in which they happened. */
  z.object({ mode: z.literal('normal') }),
  z.object({ mode: z.literal('delay'), ms: z.int().min(0) }),
  /** Every event `copies` times, the copies at the same moment. */
  z.object({ mode: z.literal('duplicate'), copies: z.int().min(2).max(20) }),
  /** Each event at a random moment of the window, several at once. */
  z.object({ mode: z.literal('shuffle'), windowMs: z.int().min(1).default(200) }),
  /** Kept back until released. */
  z.object({ mode: z.literal('hold') }),
  /** Never sent; `resend` still can. */
  z.object({ mode: z.literal('drop') }),
]);
export type WebhookMode = z.infer<typeof webhookModeSchema>;

export const webhookReleaseSchema = z.object({
  order: z.enum(['sent', 'reverse', 'shuffle']).default('sent'),
  /** Only events of these types; all when absent. */
  types: z.array(z.string()).optional(),
});
export type WebhookRelease = z.input<typeof webhookReleaseSchema>;

export const webhookEndpointSchema = z.object({
  url: z.url(),
  secret: z.string().min(1),
  /** The types that are sent there, as an endpoint at Stripe has them; all where it names none. */
  enabledEvents: z.array(z.string().min(1)).optional(),
});
export type WebhookEndpoint = z.infer<typeof webhookEndpointSchema>;

export function isSentTo(endpoint: WebhookEndpoint | undefined, type: string): boolean {
  return endpoint !== undefined && (endpoint.enabledEvents?.includes(type) ?? true);
}

/** How many requests may be under way at the same time. One keeps the order. */
export function concurrencyOf(mode: WebhookMode): number {
  return mode.mode === 'duplicate' || mode.mode === 'shuffle' ? 16 : 1;
}

export function delayOf(mode: WebhookMode, random: () => number): number {
  if (mode.mode === 'delay') return mode.ms;
  return mode.mode === 'shuffle' ? Math.floor(random() * mode.windowMs) : 0;
}

export function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  return items.map((item) => ({ item, key: random() })).toSorted((a, b) => a.key - b.key).map(({ item }) => item);
}
