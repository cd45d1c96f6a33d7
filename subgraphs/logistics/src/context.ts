import type { Viewer } from '@marketgraph/contracts';
import type { BaseContext } from '@marketgraph/server';
import { createDeliveryLoaders, type DeliveryLoaders } from './deliveries/deliveries.loaders.ts';
import type { LogisticsDeps, Wake } from './deps.ts';
import { createRateLoader } from './rates/rates.loaders.ts';

export interface LogisticsContext extends BaseContext {
  readonly deps: LogisticsDeps;
  readonly wake: Wake;
  readonly loaders: DeliveryLoaders & { readonly rates: ReturnType<typeof createRateLoader> };
}

export function createLogisticsContext(deps: LogisticsDeps, wake: Wake, viewer: Viewer): LogisticsContext {
  const { reader } = deps.db;
  return { viewer, log: deps.log, deps, wake, loaders: { ...createDeliveryLoaders(reader, viewer), rates: createRateLoader(reader) } };
}
