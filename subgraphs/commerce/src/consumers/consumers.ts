import type { Consumer } from '@marketgraph/bus';
import type { CommerceTools } from '../deps.ts';
import { onDeliveryChanged } from './on-delivery-changed.ts';
import { onProductChanged } from './on-product-changed.ts';
import { onStockChanged } from './on-stock-changed.ts';
import { onUserRegistered } from './on-user-registered.ts';
import { onVendorChanged } from './on-vendor-changed.ts';

/** Every event of others that commerce acts on. */
export function commerceConsumers(deps: CommerceTools): Consumer[] {
  return [onUserRegistered(deps), ...onVendorChanged(deps), ...onProductChanged(deps), onStockChanged(deps), ...onDeliveryChanged(deps)];
}
