import type { Sweeper } from '@marketgraph/bus';
import { DAY, SECOND } from '@marketgraph/kernel';
import { purgeCarts } from './carts/purge-carts.ts';
import { resumeCheckouts } from './checkout/take-over.ts';
import type { CommerceTools } from './deps.ts';
import { expireOrders } from './orders/expire-orders.ts';
import { pollPayments } from './payments/poll-payments.ts';
import { processProviderEvents } from './payments/process-provider-events.ts';
import { processRefunds } from './refunds/process-refunds.ts';

/** Everything that happens by the clock. Each looks for what is due, so a missed tick is made good by the next. */
export function commerceSweepers(deps: CommerceTools): Sweeper[] {
  return [
    { name: 'commerce.provider_event.process', everyMs: SECOND, run: (now) => processProviderEvents(deps, now) },
    { name: 'commerce.refund.process', everyMs: SECOND, run: (now) => processRefunds(deps, now) },
    { name: 'commerce.checkout.resume', everyMs: 2 * SECOND, run: (now) => resumeCheckouts(deps, now) },
    { name: 'commerce.order.expire', everyMs: 5 * SECOND, run: (now) => expireOrders(deps, now) },
    { name: 'commerce.payment.poll', everyMs: 15 * SECOND, run: (now) => pollPayments(deps, now) },
    { name: 'commerce.cart.purge', everyMs: DAY, run: (now) => purgeCarts(deps, now) },
  ];
}
