import type { SubgraphDeps } from '@marketgraph/bus';
import type { Id } from '@marketgraph/kernel';
import type { Lane } from './background.ts';
import type { CommerceSettings } from './env.ts';
import type { Catalog } from './peers/catalog.ts';
import type { Shipping } from './peers/logistics.ts';
import type { PaymentProvider } from './payments/payment-provider.ts';
import type { ProviderEventRow } from './payments/payment.tables.ts';

/** What whoever starts the subgraph gives it. */
export interface CommerceDeps extends SubgraphDeps {
  readonly settings: CommerceSettings;
}

/** Background work that a command has left something to do for; it runs on its own schedule as well. */
export type BackgroundWork = 'PROVIDER_EVENTS' | 'REFUNDS';

/** What commands, processes and sweepers work with. */
export interface CommerceTools extends CommerceDeps {
  readonly payments: PaymentProvider;
  readonly catalog: Catalog;
  readonly shipping: Shipping;
  /** Checkouts that this process works on at this moment: calls with the same key wait for these rather than for the row. */
  readonly runningCheckouts: Map<Id<'Checkout'>, Promise<void>>;
  /** Starts the work now rather than at the sweeper's next tick. Returns at once; nothing depends on it. */
  wake(work: BackgroundWork): void;
  /** For webhooks that have just been stored; without room they are left to `wake`. */
  readonly eventLane: Pick<Lane<ProviderEventRow>, 'hasRoom' | 'begin'>;
}
