import type { Consumer } from '@marketgraph/bus';
import type { InsightsDeps } from '../deps.ts';
import { onDelivery } from './on-delivery.ts';
import { onOrderItem } from './on-order-item.ts';
import { onOrder } from './on-order.ts';
import { onPayment } from './on-payment.ts';
import { onProduct } from './on-product.ts';
import { onReview } from './on-review.ts';
import { onVendorOrder } from './on-vendor-order.ts';
import { onVendor } from './on-vendor.ts';

/** Every event insights acts on. */
export function insightsConsumers(deps: InsightsDeps): Consumer[] {
  return [
    ...onOrder(deps),
    ...onVendorOrder(deps),
    ...onPayment(deps),
    ...onOrderItem(),
    ...onDelivery(deps),
    ...onReview(deps),
    ...onVendor(),
    ...onProduct(),
  ];
}
