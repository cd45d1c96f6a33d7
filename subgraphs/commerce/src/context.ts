import type { Viewer } from '@marketgraph/contracts';
import type { BaseContext } from '@marketgraph/server';
import { createCartLoaders, type CartLoaders } from './carts/cart.loaders.ts';
import type { CommerceTools } from './deps.ts';
import { createOrderLoaders, type OrderLoaders } from './orders/order.loaders.ts';
import { createPaymentLoaders, type PaymentLoaders } from './payments/payment.loaders.ts';
import { createLedgerLoaders, type LedgerLoaders } from './ledger/ledger.loaders.ts';

export interface CommerceContext extends BaseContext {
  readonly tools: CommerceTools;
  readonly loaders: OrderLoaders & CartLoaders & PaymentLoaders & LedgerLoaders;
}

/** Once per request, so that no loader remembers what another viewer may see or what has changed since. */
export function createContext(tools: CommerceTools, viewer: Viewer): CommerceContext {
  const { reader } = tools.db;
  const paymentLoaders = createPaymentLoaders(reader, viewer);
  return {
    viewer,
    log: tools.log,
    tools,
    loaders: {
      ...createOrderLoaders(reader, viewer, paymentLoaders),
      ...createCartLoaders(reader, tools.catalog, viewer),
      ...paymentLoaders,
      ...createLedgerLoaders(reader),
    },
  };
}
