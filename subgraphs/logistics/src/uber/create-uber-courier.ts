import type { Clock } from '@marketgraph/kernel';
import type { Logger } from '@marketgraph/server';
import type { z } from 'zod';
import type { UberSettings } from '../env.ts';
import type { CourierAnswer, CourierDelivery, CourierService, OrderRequest, QuoteRequest } from './courier-service.ts';
import { createUberApi, type UberApi, type UberReply } from './uber-api.ts';
import { fromUber, isPassing, toUberAddress } from './uber-delivery.rules.ts';
import { uberDelivery, uberError, uberQuote } from './wire.ts';

/** Uber Direct behind the port. Tried against our sandbox only, which speaks the published wire shapes. */
export function createUberCourier(settings: UberSettings, clock: Clock, log: Logger): CourierService {
  const api = createUberApi(settings, clock, log);
  return {
    quote: async (wanted) => {
      const reply = await api.call('POST', '/delivery_quotes', addresses(wanted));
      return answer(reply, uberQuote, (quote) => ({
        id: quote.id,
        price: BigInt(quote.fee),
        currency: (quote.currency_type ?? quote.currency ?? '').toUpperCase(),
        expiresAt: quote.expires,
      }));
    },
    order: (wanted) => order(api, settings, wanted),
    read: (providerId) => read(api, providerId),
    cancel: async (providerId) => {
      const reply = await api.call('POST', `/deliveries/${encodeURIComponent(providerId)}/cancel`);
      const answered = answer(reply, uberDelivery, fromUber);
      if (answered.kind !== 'refused' || answered.code !== 'noncancelable_delivery') return answered;
      const now = await read(api, providerId);
      return now.kind === 'done' && now.value.status !== 'CANCELLED' ? answered : now;
    },
  };
}

function read(api: UberApi, providerId: string): Promise<CourierAnswer<CourierDelivery>> {
  return api.call('GET', `/deliveries/${encodeURIComponent(providerId)}`).then((reply) => answer(reply, uberDelivery, fromUber));
}

async function order(api: UberApi, settings: UberSettings, wanted: OrderRequest): Promise<CourierAnswer<CourierDelivery>> {
  const reply = await api.call('POST', '/deliveries', {
    ...addresses(wanted),
    ...(wanted.quoteId === null ? {} : { quote_id: wanted.quoteId }),
    idempotency_key: wanted.key,
    external_id: wanted.key,
    manifest_reference: wanted.reference,
    manifest_items: wanted.items.map((item) => ({ name: item.title, quantity: item.quantity, size: 'small' })),
    pickup_name: wanted.pickupName,
    dropoff_name: wanted.dropoff.recipient,
    undeliverable_action: 'return',
    ...(settings.roboCourier ? { test_specifications: { robo_courier_specification: { mode: 'auto' } } } : {}),
  });
  // Ordered before, by a try whose answer was lost: theirs is ours.
  const earlier = reply.status === 409 ? uberError.safeParse(reply.body).data?.metadata?.delivery_id : undefined;
  return earlier === undefined ? answer(reply, uberDelivery, fromUber) : read(api, earlier);
}

function addresses(wanted: QuoteRequest): object {
  return {
    pickup_address: toUberAddress(wanted.pickup),
    pickup_phone_number: wanted.pickup.phone,
    dropoff_address: toUberAddress(wanted.dropoff),
    dropoff_phone_number: wanted.dropoff.phone,
    manifest_total_value: Number(wanted.value),
  };
}

function answer<Schema extends z.ZodType, Value>(reply: UberReply, schema: Schema, convert: (wire: z.output<Schema>) => Value): CourierAnswer<Value> {
  if (reply.status >= 200 && reply.status < 300) {
    const parsed = schema.safeParse(reply.body);
    if (parsed.success) return { kind: 'done', value: convert(parsed.data) };
    return { kind: 'retry', code: 'unreadable_answer', reason: parsed.error.issues[0]?.message ?? 'an answer of another shape' };
  }
  const problem = uberError.safeParse(reply.body).data ?? { code: `http_${reply.status}`, message: '' };
  const kind = reply.status === 0 || isPassing(reply.status, problem.code) ? 'retry' : 'refused';
  return { kind, code: problem.code, reason: problem.message };
}
