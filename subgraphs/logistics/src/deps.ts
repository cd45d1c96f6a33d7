import type { SubgraphDeps } from '@marketgraph/bus';
import type { LogisticsSettings } from './env.ts';
import type { CourierService } from './uber/courier-service.ts';

export interface LogisticsDeps extends SubgraphDeps {
  readonly settings: LogisticsSettings;
  readonly courier: CourierService;
}

/** Work that a command or a webhook left behind; it runs at its sweeper's next tick as well. */
export interface Wake {
  tasks(): void;
  providerEvents(): void;
}
