import { VENDOR_PERMISSIONS } from '@marketgraph/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VENDOR_STATUSES } from '../vendors/vendor-status.rules.ts';
import { granted, inForce, isKnownOutside, keepsAnOwner, MEMBER_ROLES, missingToHandle, notHeld } from './team.rules.ts';

const permissions = fc.uniqueArray(fc.constantFrom(...VENDOR_PERMISSIONS));
const seat = fc.record({ role: fc.constantFrom(...MEMBER_ROLES), customPermissions: permissions, active: fc.boolean() });
const status = fc.constantFrom(...VENDOR_STATUSES);
const owner = { role: 'OWNER', customPermissions: [], active: true } as const;

describe('roles (IDN-10, IDN-11)', () => {
  it('are as the marketplace defines them', () => {
    const admin = ['manage_products', 'view_products', 'manage_orders', 'manage_inventory', 'view_analytics', 'manage_users'];
    expect(granted({ role: 'OWNER', customPermissions: [] })).toEqual([...VENDOR_PERMISSIONS]);
    expect(granted({ role: 'ADMIN', customPermissions: [] })).toEqual(admin);
    expect(granted({ role: 'MANAGER', customPermissions: [] })).toEqual(admin.slice(0, -1));
    expect(granted({ role: 'STAFF', customPermissions: [] })).toEqual(['view_products', 'manage_orders']);
    expect(granted({ role: 'CUSTOM', customPermissions: ['manage_products'] })).toEqual(['manage_products', 'view_products']);
  });

  it('a built-in role ignores what is written beside it', () => {
    fc.assert(fc.property(permissions, (list) => void expect(granted({ role: 'STAFF', customPermissions: list })).toEqual(['view_products', 'manage_orders'])));
  });
});

describe('rights in force (IDN-08)', () => {
  it('are never more than the role grants, none for an inactive seat, none in a suspended or closed vendor', () => {
    fc.assert(
      fc.property(seat, status, (member, current) => {
        const rights = inForce(member, current);
        expect(notHeld(granted(member), rights)).toEqual([]);
        if (!member.active || current === 'SUSPENDED' || current === 'CLOSED') expect(rights).toEqual([]);
        if (member.active && current === 'APPROVED') expect(rights).toEqual(granted(member));
      }),
    );
  });

  it('before approval the owner edits the application and nothing else', () => {
    for (const current of ['PENDING', 'REJECTED'] as const) {
      expect(inForce(owner, current)).toEqual(['manage_settings']);
      expect(inForce({ role: 'ADMIN', customPermissions: [], active: true }, current)).toEqual([]);
      expect(isKnownOutside(current)).toBe(false);
    }
    expect([isKnownOutside('APPROVED'), isKnownOutside('SUSPENDED'), isKnownOutside('CLOSED')]).toEqual([true, true, false]);
  });
});

describe('giving rights (IDN-10)', () => {
  it('nobody can hand on, or touch, what they do not hold themselves', () => {
    fc.assert(
      fc.property(seat, seat, (giver, target) => {
        const missing = missingToHandle({ role: giver.role, permissions: granted(giver) }, target);
        if (target.role === 'OWNER' && giver.role !== 'OWNER') expect(missing).toBe('OWNER_ONLY');
        else expect(missing).toEqual(granted(target).filter((permission) => !granted(giver).includes(permission)));
      }),
    );
  });

  it('every right of an owner is not yet an owner', () => {
    expect(missingToHandle({ role: 'CUSTOM', permissions: VENDOR_PERMISSIONS }, owner)).toBe('OWNER_ONLY');
    expect(missingToHandle({ role: 'OWNER', permissions: VENDOR_PERMISSIONS }, owner)).toEqual([]);
  });
});

describe('the last owner (IDN-10)', () => {
  const team = fc.array(seat, { minLength: 1, maxLength: 6 }).map((seats) => seats.map((member, index) => ({ ...member, id: String(index) })));

  it('is missed exactly when no other active owner is left', () => {
    fc.assert(
      fc.property(team, fc.nat({ max: 5 }), fc.option(seat, { nil: undefined }), (seats, at, changed) => {
        const id = String(at % seats.length);
        const after = seats.flatMap((member) => (member.id === id ? (changed === undefined ? [] : [changed]) : [member]));
        const left = after.filter((member) => member.active && member.role === 'OWNER').length;
        expect(keepsAnOwner(seats, id, changed)).toBe(left > 0);
      }),
    );
  });

  it('an inactive owner does not count', () => {
    const seats = [{ ...owner, id: 'a' }, { ...owner, id: 'b', active: false }];
    expect(keepsAnOwner(seats, 'a', undefined)).toBe(false);
    expect(keepsAnOwner(seats, 'a', { role: 'ADMIN', active: true })).toBe(false);
    expect(keepsAnOwner(seats, 'b', { role: 'OWNER', active: true })).toBe(true);
  });
});
