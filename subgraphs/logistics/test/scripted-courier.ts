import type { CourierAnswer, CourierDelivery, CourierQuote, CourierService, OrderRequest, QuoteRequest } from '../src/uber/courier-service.ts';

/** A courier company in the hands of a test: it remembers what it was asked and answers what it was told to. */
export interface ScriptedCourier extends CourierService {
  readonly quotes: QuoteRequest[];
  readonly orders: OrderRequest[];
  readonly cancelled: string[];
  quoteAnswer: CourierAnswer<CourierQuote>;
  orderAnswer: (request: OrderRequest) => CourierAnswer<CourierDelivery>;
  readAnswer: (providerId: string) => CourierAnswer<CourierDelivery>;
  cancelAnswer: (providerId: string) => CourierAnswer<CourierDelivery>;
}

export function report(providerId: string, status: CourierDelivery['status'], updatedAt: Date, rest: Partial<CourierDelivery> = {}): CourierDelivery {
  return { providerId, status, reason: '', trackingUrl: `https://track.test/${providerId}`, courier: null, position: null, pickupEta: null, dropoffEta: null, updatedAt, ...rest };
}

export function createScriptedCourier(now: () => Date): ScriptedCourier {
  const courier: ScriptedCourier = {
    quotes: [],
    orders: [],
    cancelled: [],
    quoteAnswer: { kind: 'refused', code: 'address_undeliverable', reason: 'not there' },
    orderAnswer: ({ key }) => ({ kind: 'done', value: report(`del_${key}`, 'PENDING', now()) }),
    readAnswer: (providerId) => ({ kind: 'done', value: report(providerId, 'PENDING', now()) }),
    cancelAnswer: (providerId) => ({ kind: 'done', value: report(providerId, 'CANCELLED', now()) }),
    quote: async (request) => {
      courier.quotes.push(request);
      return courier.quoteAnswer;
    },
    order: async (request) => {
      courier.orders.push(request);
      return courier.orderAnswer(request);
    },
    read: async (providerId) => courier.readAnswer(providerId),
    cancel: async (providerId) => {
      courier.cancelled.push(providerId);
      return courier.cancelAnswer(providerId);
    },
  };
  return courier;
}
