import type { VendorPermission } from '@marketgraph/contracts';
import { guest, service } from '@marketgraph/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeId, newEmail, startIdentity, type Harness } from './support/harness.ts';
import { approvedVendor, createRole, invite, newMember, removeMember, type Answer } from './support/vendors.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startIdentity();
});
afterAll(() => harness.stop());

const UPDATE = `mutation ($input: VendorRoleUpdateInput!) { vendorRoleUpdate(input: $input) { kind: __typename ... on UserError { code path } ... on VendorPermissionNotHeld { permissions }
  ... on VendorRoleVersionConflict { current { name editVersion } } ... on VendorRoleUpdateSuccess { role { name permissions editVersion } } } }`;
const DELETE = 'mutation ($id: ID!) { vendorRoleDelete(input: { id: $id }) { kind: __typename ... on UserError { code } ... on VendorRoleInUse { uses } ... on VendorRoleDeleteSuccess { roleId } } }';
type Viewer = Parameters<Harness['client']['as']>[0];

const update = async (viewer: Viewer, id: string, change: { name?: string; permissions?: VendorPermission[]; expectedVersion?: number }) => {
  const permissions = change.permissions?.map((permission) => permission.toUpperCase());
  const input = { id, expectedVersion: 1, ...change, ...(permissions !== undefined && { permissions }) };
  return (await harness.client.as(viewer).mutate<{ vendorRoleUpdate: Answer }>(UPDATE, { input })).vendorRoleUpdate;
};
const remove = async (viewer: Viewer, id: string) => (await harness.client.as(viewer).mutate<{ vendorRoleDelete: Answer }>(DELETE, { id })).vendorRoleDelete;

describe('a vendor\'s own roles (IDN-11)', () => {
  it('are made of permissions, with what these include, each once', async () => {
    const store = await approvedVendor(harness);
    expect(await createRole(harness, store.owner.viewer, store.vendorId, ' Catalogue  keeper ', ['manage_payouts', 'manage_products', 'manage_products'])).toMatchObject({
      kind: 'VendorRoleCreateSuccess',
      role: { name: 'Catalogue keeper', permissions: ['MANAGE_PRODUCTS', 'VIEW_PRODUCTS', 'MANAGE_PAYOUTS'], editVersion: 1 },
    });
    expect(await createRole(harness, store.owner.viewer, store.vendorId, 'catalogue KEEPER', ['view_products'])).toMatchObject({ code: 'VENDOR_ROLE_NAME_TAKEN', path: ['name'] });
    expect(await createRole(harness, store.owner.viewer, store.vendorId, ' ', ['view_products'])).toMatchObject({ code: 'INVALID_INPUT', path: ['name'] });
    expect(await createRole(harness, store.owner.viewer, store.vendorId, 'Nothing', [])).toMatchObject({ code: 'INVALID_INPUT', path: ['permissions'] });
    expect(await harness.client.as(store.owner.viewer).query('query ($id: ID!) { vendor(id: $id) { roles { name } } }', { id: encodeId('Vendor', store.vendorId) })).toEqual({
      vendor: { roles: [{ name: 'Catalogue keeper' }] },
    });
  });

  it('one name at once is made once', async () => {
    const store = await approvedVendor(harness);
    const answers = await Promise.all([0, 1].map(() => createRole(harness, store.owner.viewer, store.vendorId, 'Packers', ['manage_orders'])));
    expect(answers.map(({ kind }) => kind).toSorted()).toEqual(['VendorRoleCreateSuccess', 'VendorRoleNameTaken']);
  });

  it('change for everybody who holds them', async () => {
    const store = await approvedVendor(harness);
    const { role } = await createRole(harness, store.owner.viewer, store.vendorId, 'Packers', ['manage_orders']);
    const packer = await newMember(harness, store, 'CUSTOM', role.id);
    const rights = async () => {
      const document = 'query ($id: ID!) { internalSession(sessionId: $id) { memberships { role permissions } } }';
      return (await harness.client.as(service('router')).query<{ internalSession: { memberships: object[] } }>(document, { id: packer.viewer.sessionId })).internalSession.memberships;
    };
    expect(await rights()).toEqual([{ role: 'CUSTOM', permissions: ['manage_orders'] }]);
    expect(await update(store.owner.viewer, role.id, { permissions: ['manage_inventory'] })).toMatchObject({ role: { name: 'Packers', permissions: ['MANAGE_INVENTORY'], editVersion: 2 } });
    expect(await rights()).toEqual([{ role: 'CUSTOM', permissions: ['manage_inventory'] }]);
    expect(await update(store.owner.viewer, role.id, { name: 'Counters' })).toMatchObject({ code: 'VENDOR_ROLE_VERSION_CONFLICT', path: ['expectedVersion'], current: { name: 'Packers', editVersion: 2 } });
    expect(await update(store.owner.viewer, role.id, { name: 'Counters', expectedVersion: 2 })).toMatchObject({ role: { name: 'Counters', permissions: ['MANAGE_INVENTORY'] } });
  });

  it('are removed once nobody holds them or is invited to them', async () => {
    const store = await approvedVendor(harness);
    const { role } = await createRole(harness, store.owner.viewer, store.vendorId, 'Packers', ['manage_orders']);
    const packer = await newMember(harness, store, 'CUSTOM', role.id);
    await invite(harness, store.owner.viewer, store.vendorId, newEmail(), 'CUSTOM', role.id);
    expect(await remove(store.owner.viewer, role.id)).toMatchObject({ code: 'VENDOR_ROLE_IN_USE', uses: 2 });
    await removeMember(harness, store.owner.viewer, packer.memberId);
    expect(await remove(store.owner.viewer, role.id)).toMatchObject({ code: 'VENDOR_ROLE_IN_USE', uses: 1 });
    harness.deps.clock.advance(7 * 86_400_000);
    expect(await remove(store.owner.viewer, role.id)).toEqual({ kind: 'VendorRoleDeleteSuccess', roleId: role.id });
    expect(await remove(store.owner.viewer, role.id)).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('are for those who may manage users, within what these hold', async () => {
    const store = await approvedVendor(harness);
    const other = await approvedVendor(harness);
    const [admin, staff] = [await newMember(harness, store, 'ADMIN'), await newMember(harness, store, 'STAFF')];
    const { role } = await createRole(harness, store.owner.viewer, store.vendorId, 'Treasurer', ['manage_payouts', 'manage_orders']);
    // Narrowing a role takes something away that the admin does not hold.
    expect(await update(admin.viewer, role.id, { permissions: ['manage_orders'] })).toMatchObject({ code: 'VENDOR_PERMISSION_NOT_HELD', permissions: ['MANAGE_PAYOUTS'] });
    expect(await remove(admin.viewer, role.id)).toMatchObject({ code: 'VENDOR_PERMISSION_NOT_HELD' });
    expect(await createRole(harness, staff.viewer, store.vendorId, 'Mine', ['manage_orders'])).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await update(staff.viewer, role.id, { name: 'Mine' })).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await createRole(harness, other.owner.viewer, store.vendorId, 'Mine', ['manage_orders'])).toMatchObject({ code: 'NOT_FOUND' });
    expect(await update(other.owner.viewer, role.id, { name: 'Mine' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await remove(other.owner.viewer, role.id)).toMatchObject({ code: 'NOT_FOUND' });
    expect((await harness.client.as(guest()).errors(DELETE, { id: role.id }))[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
    expect(await createRole(harness, admin.viewer, store.vendorId, 'Packers', ['manage_orders'])).toMatchObject({ kind: 'VendorRoleCreateSuccess' });
  });
});
