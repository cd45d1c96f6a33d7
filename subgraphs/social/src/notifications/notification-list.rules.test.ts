import type { UserViewer } from '@marketgraph/contracts';
import { asId } from '@marketgraph/kernel';
import { describe, expect, it } from 'vitest';
import { concerns, listFor, listsOf } from './notification-list.rules.ts';

const vendorId = asId('Vendor', '00000000-0000-7000-8000-000000000001');
const userId = asId('User', '00000000-0000-7000-8000-000000000002');
const other = asId('Vendor', '00000000-0000-7000-8000-000000000004');
const viewer: UserViewer = {
  kind: 'user', userId, sessionId: asId('Session', '00000000-0000-7000-8000-000000000003'), emailVerified: true, operatorRole: 'ADMIN', locale: 'en', traceId: '', clientAddress: '', userAgent: '',
  memberships: [{ vendorId, role: 'CUSTOM', permissions: ['manage_orders'] }],
};
const guest = { kind: 'guest', locale: 'en', traceId: '', clientAddress: '', userAgent: '' } as const;
const team = { kind: 'TEAM', userId, vendorId, permissions: ['manage_orders'] } as const;

describe('lists of notifications', () => {
  it('are one\'s own and those of one\'s teams', () => {
    expect(listFor(viewer, null)).toEqual({ kind: 'PERSON', userId });
    expect(listFor(viewer, vendorId)).toEqual(team);
    expect(listFor(viewer, other)).toBeNull();
    expect(listFor(guest, null)).toBeNull();
    expect(listsOf(viewer)).toEqual([{ kind: 'PERSON', userId }, team]);
    expect(listsOf(guest)).toEqual([]);
  });

  it('hear of what is for them', () => {
    const change = { permission: null, memberId: null };
    expect(concerns({ kind: 'PERSON', userId }, change)).toBe(true);
    expect(concerns(team, { ...change, permission: 'manage_orders' })).toBe(true);
    expect(concerns(team, { ...change, permission: 'manage_inventory' })).toBe(false);
    expect(concerns(team, { ...change, memberId: userId })).toBe(true);
    expect(concerns(team, { ...change, memberId: other })).toBe(false);
    expect(concerns(team, change)).toBe(true);
  });
});
