import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startIdentity, type Harness } from './support/harness.ts';
import { approvedVendor, decide, newMember, ownerSeat, removeMember, teamOf, updateMember, type Answer } from './support/vendors.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startIdentity();
});
afterAll(() => harness.stop());

describe('the last owner (IDN-10)', () => {
  it('cannot leave, step down or rest', async () => {
    const store = await approvedVendor(harness);
    await newMember(harness, store, 'ADMIN');
    const seat = await ownerSeat(harness, store);
    const refused = { kind: 'VendorLastOwner', code: 'VENDOR_LAST_OWNER', path: ['id'] };
    expect(await removeMember(harness, store.owner.viewer, seat)).toEqual(refused);
    expect(await updateMember(harness, store.owner.viewer, seat, { role: 'ADMIN' })).toEqual(refused);
    expect(await updateMember(harness, store.owner.viewer, seat, { active: false })).toEqual(refused);
    expect(await updateMember(harness, store.owner.viewer, seat, { role: 'OWNER', active: true })).toMatchObject({ kind: 'VendorMemberUpdateSuccess' });
  });

  it('can once there is another, unless that one rests', async () => {
    const store = await approvedVendor(harness);
    const second = await newMember(harness, store, 'OWNER');
    const seat = await ownerSeat(harness, store);
    await updateMember(harness, store.owner.viewer, second.memberId, { active: false });
    expect(await removeMember(harness, store.owner.viewer, seat)).toMatchObject({ code: 'VENDOR_LAST_OWNER' });
    await updateMember(harness, store.owner.viewer, second.memberId, { active: true });
    expect(await removeMember(harness, store.owner.viewer, seat)).toMatchObject({ kind: 'VendorMemberRemoveSuccess' });
    // Events name whoever owns it now.
    expect((await decide(harness, second.viewer, 'Close', store.vendorId)).kind).toBe('VendorCloseSuccess');
  });

  it.each([
    ['leave', (own: string) => (viewer: Parameters<typeof removeMember>[1]) => removeMember(harness, viewer, own)],
    ['step down', (own: string) => (viewer: Parameters<typeof removeMember>[1]) => updateMember(harness, viewer, own, { role: 'STAFF' })],
    ['rest', (own: string) => (viewer: Parameters<typeof removeMember>[1]) => updateMember(harness, viewer, own, { active: false })],
  ])('of four who all %s at the same moment one stays', async (_verb, act) => {
    const store = await approvedVendor(harness);
    const others = [await newMember(harness, store, 'OWNER'), await newMember(harness, store, 'OWNER'), await newMember(harness, store, 'OWNER')];
    const own = await ownerSeat(harness, store);
    const answers: Answer[] = await Promise.all([act(own)(store.owner.viewer), ...others.map(({ viewer, memberId }) => act(memberId)(viewer))]);
    expect(answers.filter(({ kind }) => kind === 'VendorLastOwner')).toHaveLength(1);
    const team = (await teamOf(harness, store.operator, store.vendorId)).filter(({ role, active }) => role === 'OWNER' && active);
    expect(team).toHaveLength(1);
  });

  it('of two who demote each other at once one succeeds', async () => {
    const store = await approvedVendor(harness);
    const second = await newMember(harness, store, 'OWNER');
    const own = await ownerSeat(harness, store);
    const answers = await Promise.all([
      updateMember(harness, store.owner.viewer, second.memberId, { role: 'STAFF' }),
      updateMember(harness, second.viewer, own, { role: 'STAFF' }),
    ]);
    expect(answers.map(({ kind }) => kind).toSorted()).toEqual(['NotAllowed', 'VendorMemberUpdateSuccess']);
    const owners = (await teamOf(harness, store.operator, store.vendorId)).filter(({ role }) => role === 'OWNER');
    expect(owners).toHaveLength(1);
  });
});
