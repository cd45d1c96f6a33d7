import type { Consumer } from '@marketgraph/bus';
import type { WriteDeps } from '../deps.ts';
import { onDelivery } from './on-delivery.ts';
import { onOrderItem } from './on-order-item.ts';
import { onOrder } from './on-order.ts';
import { onPayment } from './on-payment.ts';
import { onStock } from './on-stock.ts';
import { onUser } from './on-user.ts';
import { onVendorOrder } from './on-vendor-order.ts';
import { onVendor } from './on-vendor.ts';

/** Every event social acts on. */
export function socialConsumers(deps: WriteDeps): Consumer[] {
  return [
    ...onUser(deps),
    ...onVendor(deps),
    ...onStock(deps),
    ...onOrder(deps),
    ...onPayment(deps),
    ...onVendorOrder(deps),
    ...onOrderItem(deps),
    ...onDelivery(deps),
  ];
}
