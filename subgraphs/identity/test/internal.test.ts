import { buyer, guest, service } from '@marketgraph/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeId, newAccount, startIdentity, type Harness } from './support/harness.ts';
import { approvedVendor, decide, newMember, newVendor, PICKUP, updateMember } from './support/vendors.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startIdentity();
});
afterAll(() => harness.stop());

const RECIPIENTS = `query ($userIds: [ID!]!, $vendorIds: [ID!]!, $permission: String) { internalRecipients(userIds: $userIds, vendorIds: $vendorIds, permission: $permission) {
  userId email emailVerified name locale vendorId } }`;
const CONTACTS = `query ($vendorIds: [ID!]!) { internalVendorContacts(vendorIds: $vendorIds) { vendorId name slug email phone currency country status
  pickupAddress { recipient phone line1 line2 city region postalCode country } } }`;

interface Recipient {
  userId: string;
  vendorId: string | null;
}
const recipients = async (variables: object) => (await harness.client.as(service('social')).query<{ internalRecipients: Recipient[] }>(RECIPIENTS, { userIds: [], vendorIds: [], ...variables })).internalRecipients;

describe('recipients (seam to social)', () => {
  it('are the named people and the members whose role grants the permission', async () => {
    const store = await approvedVendor(harness);
    const [manager, staff] = [await newMember(harness, store, 'MANAGER'), await newMember(harness, store, 'STAFF')];
    const resting = await newMember(harness, store, 'ADMIN');
    await updateMember(harness, store.owner.viewer, resting.memberId, { active: false });
    const person = await newAccount(harness, { verified: false });
    const vendorId = encodeId('Vendor', store.vendorId);
    const id = ({ userId }: { userId: Parameters<typeof encodeId<'User'>>[1] }) => encodeId('User', userId);

    expect(await recipients({ userIds: [id(person), id(person)] })).toEqual([
      { userId: id(person), email: person.email, emailVerified: false, name: 'Ann Other', locale: 'en', vendorId: null },
    ]);
    const who = async (permission: string | null) => (await recipients({ vendorIds: [store.vendorId], permission })).map(({ userId }) => userId);
    expect(await who(null)).toEqual([id(store.owner), id(manager), id(staff)]);
    expect(await who('manage_inventory')).toEqual([id(store.owner), id(manager)]);
    expect(await who('manage_payouts')).toEqual([id(store.owner)]);
    expect(await recipients({ userIds: [id(staff)], vendorIds: [vendorId], permission: 'manage_orders' })).toMatchObject([
      { userId: id(staff), vendorId: null }, { userId: id(store.owner), vendorId }, { userId: id(manager), vendorId }, { userId: id(staff), vendorId },
    ]);
  });

  it('are told of a suspension although it took their rights', async () => {
    const store = await approvedVendor(harness);
    await decide(harness, store.operator, 'Suspend', store.vendorId, 'Complaints');
    expect(await recipients({ vendorIds: [encodeId('Vendor', store.vendorId)], permission: 'manage_settings' })).toHaveLength(1);
  });

  it('cost two statements, however many', async () => {
    const stores = [await approvedVendor(harness), await approvedVendor(harness)];
    harness.database.statements.reset();
    await recipients({ userIds: stores.map(({ owner }) => owner.userId), vendorIds: stores.map(({ vendorId }) => vendorId) });
    expect(harness.database.statements.statements).toHaveLength(2);
  });

  it('an unknown permission or another kind of id is a mistake of the caller', async () => {
    for (const variables of [{ permission: 'rule_the_world' }, { userIds: [encodeId('Vendor', (await newVendor(harness)).vendorId)] }]) {
      const errors = await harness.client.as(service('social')).errors(RECIPIENTS, { userIds: [], vendorIds: [], ...variables });
      expect(errors[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
    }
  });
});

describe('contacts of vendors (seam to logistics, commerce and catalog)', () => {
  it('are given in any status, in one batch; unknown vendors are left out', async () => {
    const [pending, store] = [await newVendor(harness), await approvedVendor(harness, { name: 'Contact Me', contactEmail: 'Hello@Contact-Me.example', contactPhone: '0701 234567', pickupAddress: { ...PICKUP, postalCode: '256' } })];
    const ids = [store.vendorId, pending.vendorId, harness.deps.ids.next('Vendor')].map((id) => encodeId('Vendor', id));
    harness.database.statements.reset();
    const { internalVendorContacts } = await harness.client.as(service('logistics')).query<{ internalVendorContacts: object[] }>(CONTACTS, { vendorIds: ids });
    expect(harness.database.statements.statements).toHaveLength(4);
    expect(internalVendorContacts).toEqual([
      {
        vendorId: ids[0], name: 'Contact Me', slug: 'contact-me', email: 'hello@contact-me.example', phone: '+256701234567', currency: 'UGX', country: 'UG', status: 'APPROVED',
        pickupAddress: { recipient: 'Ann Other', phone: '+256701234567', line1: '1 Main Street', line2: '', city: 'Kampala', region: '', postalCode: '256', country: 'UG' },
      },
      expect.objectContaining({ vendorId: ids[1], email: pending.owner.email, status: 'PENDING', phone: null, pickupAddress: null }),
    ]);
  });
});

describe('internal fields', () => {
  it('are for the named services alone', async () => {
    for (const [document, variables, strangers] of [
      [RECIPIENTS, { userIds: [], vendorIds: [] }, [guest(), buyer(), service('catalog'), service('router')]],
      [CONTACTS, { vendorIds: [] }, [guest(), buyer(), service('router')]],
    ] as const) {
      for (const viewer of strangers) expect((await harness.client.as(viewer).errors(document, variables))[0]?.extensions?.['code']).toMatch(/UNAUTHENTICATED|FORBIDDEN/);
    }
  });
});
