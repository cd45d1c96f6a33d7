import type { UserViewer } from '@marketgraph/contracts';
import { guest, operator, service } from '@marketgraph/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decoded, encodeId, eventsOf, lastCode, newAccount, startIdentity, verify, type Harness } from './support/harness.ts';
import { approvedVendor, decide, newMember, newVendor, registerVendor, type Store } from './support/vendors.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startIdentity();
});
afterAll(() => harness.stop());

const names = async ({ vendorId }: Store) => (await eventsOf(harness, vendorId)).map(({ name }) => name.replace('identity.vendor.', ''));

/** What the router learns of the person's session. */
async function memberships({ sessionId }: UserViewer): Promise<{ vendorId: string; role: string; permissions: string[] }[]> {
  const document = 'query ($id: ID!) { internalSession(sessionId: $id) { memberships { vendorId role permissions } } }';
  const data = await harness.client.as(service('router')).query<{ internalSession: { memberships: { vendorId: string; role: string; permissions: string[] }[] } }>(document, { id: sessionId });
  return data.internalSession.memberships;
}

async function viewer(account: UserViewer) {
  return (await harness.client.as(account).query<{ viewer: { ownsVendor: boolean; memberships: { permissions: string[]; vendor: { status: string } }[] } }>(
    '{ viewer { ownsVendor memberships { permissions vendor { status } } } }',
  )).viewer;
}

describe('approval of a vendor (IDN-08)', () => {
  it('gives the owner their rights, makes it public and tells it with one event', async () => {
    const store = await newVendor(harness, { name: 'Approve Me' });
    expect(await memberships(store.owner.viewer)).toEqual([]);
    expect(await decide(harness, store.operator, 'Approve', store.vendorId)).toEqual({
      kind: 'VendorApproveSuccess',
      vendor: { status: 'APPROVED', statusReason: null, slug: 'approve-me', availableActions: ['SUSPEND', 'CLOSE'] },
    });
    const [seat] = await memberships(store.owner.viewer);
    expect(seat).toMatchObject({ vendorId: encodeId('Vendor', store.vendorId), role: 'OWNER' });
    expect(seat?.permissions).toHaveLength(15);
    expect(await viewer(store.owner.viewer)).toMatchObject({ ownsVendor: true, memberships: [{ vendor: { status: 'APPROVED' } }] });
    expect(await eventsOf(harness, store.vendorId)).toEqual([
      {
        name: 'identity.vendor.approved',
        payload: { vendorId: store.vendorId, ownerId: store.owner.userId, name: 'Approve Me', slug: 'approve-me', status: 'APPROVED', currency: 'UGX', country: 'UG', reason: '' },
      },
    ]);
  });

  it('waits until the owner has verified their address', async () => {
    const owner = await newAccount(harness, { verified: false });
    const { vendor } = await registerVendor(harness, owner.viewer);
    const store = { vendorId: await idOf(owner.viewer), owner, operator: operator() };
    expect(vendor?.status).toBe('PENDING');
    expect(await decide(harness, store.operator, 'Approve', store.vendorId)).toEqual({ kind: 'VendorOwnerUnverified', code: 'VENDOR_OWNER_UNVERIFIED', path: ['id'] });
    expect(await names(store)).toEqual([]);
    await verify(harness, owner.viewer, await lastCode(harness, owner.email));
    expect((await decide(harness, (await approvedVendor(harness)).operator, 'Approve', store.vendorId)).kind).toBe('VendorApproveSuccess');
  });

  it('is decided once: of two operators at the same moment one is too late', async () => {
    const store = await newVendor(harness);
    const answers = await Promise.all([decide(harness, store.operator, 'Approve', store.vendorId), decide(harness, store.operator, 'Reject', store.vendorId, 'No papers')]);
    // Whoever comes second: a rejected one may still be approved, an approved one not be rejected.
    expect(['VendorApproveSuccess', 'VendorTransitionIllegal']).toContain(answers[0].kind);
    expect((await names(store)).filter((name) => name === 'approved')).toHaveLength(1);
  });
});

describe('life of a vendor (IDN-08)', () => {
  it('a rejection tells why; the owner changes it, asks again, and is admitted', async () => {
    const store = await newVendor(harness);
    expect(await decide(harness, store.operator, 'Reject', store.vendorId, ' No  papers ')).toMatchObject({ vendor: { status: 'REJECTED', statusReason: 'No papers' } });
    expect(await memberships(store.owner.viewer)).toEqual([]);
    expect(await decide(harness, store.owner.viewer, 'Resubmit', store.vendorId)).toMatchObject({ vendor: { status: 'PENDING', statusReason: null } });
    await decide(harness, store.operator, 'Approve', store.vendorId);
    expect(await names(store)).toEqual(['rejected', 'updated', 'approved']);
    expect((await eventsOf(harness, store.vendorId))[0]?.payload).toMatchObject({ status: 'REJECTED', reason: 'No papers' });
  });

  it('suspending takes every right of the whole team back, reactivating returns them', async () => {
    const store = await approvedVendor(harness);
    const manager = await newMember(harness, store, 'MANAGER');
    const rights = async () => Promise.all([store.owner, manager].map(async (account) => (await memberships(account.viewer))[0]?.permissions.length));
    expect(await rights()).toEqual([15, 5]);
    expect(await decide(harness, store.operator, 'Suspend', store.vendorId, 'Complaints')).toMatchObject({ vendor: { status: 'SUSPENDED', statusReason: 'Complaints' } });
    expect(await rights()).toEqual([0, 0]);
    expect(await viewer(store.owner.viewer)).toMatchObject({ ownsVendor: true, memberships: [{ permissions: [] }] });
    await decide(harness, store.operator, 'Reactivate', store.vendorId);
    expect(await rights()).toEqual([15, 5]);
    expect(await names(store)).toEqual(['approved', 'suspended', 'reactivated']);
  });

  it('an owner may close it; then nobody has a seat and nothing brings it back', async () => {
    const store = await approvedVendor(harness);
    expect(await decide(harness, store.owner.viewer, 'Close', store.vendorId, 'Retiring')).toMatchObject({ kind: 'VendorCloseSuccess', vendor: { status: 'CLOSED', availableActions: [] } });
    expect(await memberships(store.owner.viewer)).toEqual([]);
    expect(await viewer(store.owner.viewer)).toEqual({ ownsVendor: false, memberships: [] });
    for (const verb of ['Approve', 'Reactivate', 'Close'] as const) {
      expect(await decide(harness, store.operator, verb, store.vendorId)).toMatchObject({ code: 'VENDOR_TRANSITION_ILLEGAL', path: ['id'], from: 'CLOSED', allowed: [] });
    }
    expect(await decide(harness, store.operator, 'Suspend', store.vendorId, 'Too late')).toMatchObject({ kind: 'VendorTransitionIllegal', to: 'SUSPENDED' });
    expect(await names(store)).toEqual(['approved', 'closed']);
  });

  it('an illegal step changes nothing and says what is possible', async () => {
    const store = await newVendor(harness);
    expect(await decide(harness, store.operator, 'Suspend', store.vendorId, 'Early')).toEqual({
      kind: 'VendorTransitionIllegal', code: 'VENDOR_TRANSITION_ILLEGAL', path: ['id'], from: 'PENDING', to: 'SUSPENDED', allowed: ['APPROVED', 'REJECTED', 'CLOSED'],
    });
    expect(await decide(harness, store.operator, 'Reject', store.vendorId, '  ')).toMatchObject({ code: 'INVALID_INPUT', path: ['reason'] });
    expect(await names(store)).toEqual([]);
  });
});

describe('who may decide on a vendor (IDN-08)', () => {
  const OPERATORS = ['Approve', 'Reject', 'Suspend', 'Reactivate'] as const;

  it('operators who may manage vendors, nobody else, whatever they are in the team', async () => {
    const store = await newVendor(harness);
    const other = await approvedVendor(harness);
    const buyer = await newAccount(harness);
    for (const verb of OPERATORS) {
      for (const actor of [store.owner.viewer, other.owner.viewer, buyer.viewer, operator('SUPPORT')]) expect(await refusal(actor, verb, store)).toBe('FORBIDDEN');
      expect(await refusal(guest(), verb, store)).toBe('UNAUTHENTICATED');
    }
    expect(await names(store)).toEqual([]);
  });

  it('closing and asking again are for owners; the rest of the team is told so, strangers nothing', async () => {
    const store = await approvedVendor(harness);
    const other = await approvedVendor(harness);
    const admin = await newMember(harness, store, 'ADMIN');
    expect(await decide(harness, admin.viewer, 'Close', store.vendorId)).toMatchObject({ code: 'NOT_ALLOWED', path: ['id'] });
    expect(await decide(harness, other.owner.viewer, 'Close', store.vendorId)).toMatchObject({ code: 'NOT_FOUND', path: ['id'] });
    expect(await decide(harness, store.operator, 'Resubmit', store.vendorId)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusal(guest(), 'Close', store)).toBe('UNAUTHENTICATED');
    expect(await names(store)).toEqual(['approved']);
    expect(await decide(harness, store.operator, 'Close', store.vendorId)).toMatchObject({ kind: 'VendorCloseSuccess' });
  });

  it('an unknown vendor is not found', async () => {
    const { operator: admin } = await newVendor(harness);
    const unknown = harness.deps.ids.next('Vendor');
    expect(await decide(harness, admin, 'Approve', unknown)).toMatchObject({ code: 'NOT_FOUND', path: ['id'] });
  });

  async function refusal(actor: Parameters<Harness['client']['as']>[0], verb: string, { vendorId }: Store): Promise<unknown> {
    const reason = verb === 'Reject' || verb === 'Suspend' ? ', reason: "Why"' : '';
    const errors = await harness.client.as(actor).errors(`mutation { vendor${verb}(input: { id: "${encodeId('Vendor', vendorId)}"${reason} }) { __typename } }`);
    return errors[0]?.extensions?.['code'];
  }
});

async function idOf(account: UserViewer) {
  const data = await harness.client.as(account).query<{ viewer: { memberships: { vendor: { id: string } }[] } }>('{ viewer { memberships { vendor { id } } } }');
  return decoded('Vendor', data.viewer.memberships[0]?.vendor.id ?? '');
}
