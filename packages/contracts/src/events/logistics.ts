import { z } from 'zod';
import { idField } from './fields.ts';

export const DELIVERY_STATUSES = ['PENDING', 'ASSIGNED', 'PICKED_UP', 'IN_TRANSIT', 'DELIVERED', 'FAILED', 'CANCELLED', 'RETURNED'] as const;

const delivery = z.object({
  deliveryId: idField('Delivery'),
  vendorOrderId: idField('VendorOrder'),
  orderId: idField('Order'),
  vendorId: idField('Vendor'),
  buyerId: idField('User'),
  from: z.enum(DELIVERY_STATUSES).nullable(),
  status: z.enum(DELIVERY_STATUSES),
  reason: z.string(),
});

export const logisticsEvents = {
  'logistics.delivery.created': delivery,
  'logistics.delivery.assigned': delivery,
  'logistics.delivery.status_changed': delivery,
  'logistics.delivery.failed': delivery,
} as const;
