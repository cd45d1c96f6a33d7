import { z } from 'zod';
import { currency, idField } from './fields.ts';

const vendor = z.object({
  vendorId: idField('Vendor'),
  ownerId: idField('User'),
  name: z.string(),
  slug: z.string(),
  status: z.enum(['PENDING', 'APPROVED', 'REJECTED', 'SUSPENDED', 'CLOSED']),
  currency,
  country: z.string().length(2),
  /** Why it was rejected, suspended or closed; empty otherwise. */
  reason: z.string(),
});

export const identityEvents = {
  'identity.user.registered': z.object({ userId: idField('User'), email: z.string(), name: z.string(), locale: z.string() }),
  'identity.vendor.approved': vendor,
  'identity.vendor.updated': vendor,
  'identity.vendor.rejected': vendor,
  'identity.vendor.suspended': vendor,
  'identity.vendor.closed': vendor,
  'identity.vendor.reactivated': vendor,
} as const;
