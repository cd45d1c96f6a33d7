import { z } from 'zod';
import { count, idField } from './fields.ts';

const product = z.object({
  productId: idField('Product'),
  vendorId: idField('Vendor'),
  title: z.string(),
  status: z.enum(['DRAFT', 'ACTIVE', 'INACTIVE', 'OUT_OF_STOCK', 'DISCONTINUED']),
  /** Names of what changed (`price`, `title`, `status` …); empty for a creation. */
  changed: z.array(z.string()),
  variantIds: z.array(idField('ProductVariant')),
});

const stock = z.object({
  variantId: idField('ProductVariant'),
  productId: idField('Product'),
  vendorId: idField('Vendor'),
  title: z.string(),
  /** Quantity less what is reserved. */
  available: count,
  threshold: count,
});

export const catalogEvents = {
  'catalog.product.created': product,
  'catalog.product.updated': product,
  'catalog.product.published': product,
  'catalog.product.deleted': product,
  'catalog.stock.changed': stock,
  'catalog.stock.low': stock,
  'catalog.stock.out': stock,
  'catalog.stock.back': stock,
} as const;
