import { asId } from '@marketgraph/kernel';
import { describe, expect, it } from 'vitest';
import { isAuthRequirement, ROLE_PERMISSIONS, withIncluded } from './permissions.ts';
import { meetsAny, vendorsWith, type UserViewer } from './viewer.ts';

const vendorId = asId('Vendor', '00000000-0000-7000-8000-000000000001');
const staff: UserViewer = {
  kind: 'user',
  userId: asId('User', '00000000-0000-7000-8000-000000000002'),
  sessionId: asId('Session', '00000000-0000-7000-8000-000000000003'),
  emailVerified: true,
  memberships: [{ vendorId, role: 'STAFF', permissions: ROLE_PERMISSIONS.STAFF }],
  operatorRole: null,
  locale: 'en',
  traceId: 'trace',
  clientAddress: '127.0.0.0/24',
  userAgent: 'test',
};
const guest = { kind: 'guest', locale: 'en', traceId: 'trace', clientAddress: '', userAgent: '' } as const;

describe('permissions', () => {
  it('of managers are those of admins without manage_users', () => {
    expect([...ROLE_PERMISSIONS.MANAGER, 'manage_users'].toSorted()).toEqual([...ROLE_PERMISSIONS.ADMIN].toSorted());
  });

  it('include view_products in manage_products', () => {
    expect(withIncluded(['manage_products'])).toEqual(['manage_products', 'view_products']);
  });

  it('know the words of @auth, and no others', () => {
    expect(isAuthRequirement('vendor:manage_orders')).toBe(true);
    expect(isAuthRequirement('operator:manage_vendors')).toBe(true);
    for (const word of ['vendor:manage_vendors', 'operator:manage_payouts', 'vendor:', 'signed_in', 'vendor:manage_orders:x']) {
      expect(isAuthRequirement(word)).toBe(false);
    }
  });

  it('decide for a viewer', () => {
    expect(meetsAny(staff, ['vendor:manage_orders'])).toBe(true);
    expect(meetsAny(staff, ['vendor:manage_products', 'operator:manage_orders'])).toBe(false);
    expect(meetsAny(guest, ['SIGNED_IN'])).toBe(false);
    expect(meetsAny({ ...guest, kind: 'service', service: 'commerce' }, ['SIGNED_IN'])).toBe(false);
    expect(vendorsWith(staff, 'manage_orders')).toEqual([vendorId]);
    expect(vendorsWith(staff, 'manage_users')).toEqual([]);
  });
});
