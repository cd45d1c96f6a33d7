import { z } from 'zod';

/** What Uber Direct sends, as far as it is read here (`POST /v1/customers/{id}/deliveries` and its webhooks). Unknown fields are let through. */

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const location = z.looseObject({ lat: z.number(), lng: z.number() });

export const uberStatus = z.enum(['pending', 'pickup', 'pickup_complete', 'dropoff', 'delivered', 'canceled', 'returned']);
export type UberStatus = z.infer<typeof uberStatus>;

export const uberDelivery = z.looseObject({
  id: z.string(),
  status: uberStatus,
  tracking_url: z.string().nullish(),
  courier: z
    .looseObject({ name: z.string().nullish(), phone_number: z.string().nullish(), vehicle_type: z.string().nullish(), location: location.nullish() })
    .nullish(),
  pickup_eta: instant.nullish(),
  dropoff_eta: instant.nullish(),
  undeliverable_reason: z.string().nullish(),
  created: instant,
  updated: instant,
});
export type UberDelivery = z.infer<typeof uberDelivery>;

export const uberQuote = z.looseObject({
  id: z.string(),
  /** Minor units. */
  fee: z.number().int().nonnegative(),
  currency_type: z.string().nullish(),
  currency: z.string().nullish(),
  expires: instant,
});

export const uberError = z.looseObject({
  code: z.string(),
  message: z.string().default(''),
  metadata: z.looseObject({ delivery_id: z.string().optional() }).nullish(),
});

export const uberToken = z.looseObject({ access_token: z.string(), expires_in: z.number() });

const webhook = z.looseObject({ id: z.string(), delivery_id: z.string(), created: instant });

/** `event.courier_update` carries only part of a delivery, so its position is read from where it is always given. */
export const uberWebhook = z.discriminatedUnion('kind', [
  webhook.extend({ kind: z.literal('event.delivery_status'), data: uberDelivery }),
  webhook.extend({ kind: z.literal('event.courier_update'), id: z.string().optional(), location: location.nullish(), data: uberDelivery.partial().nullish() }),
]);
export type UberWebhook = z.infer<typeof uberWebhook>;
