import { VENDOR_PERMISSIONS } from '@marketgraph/contracts';
import { DAY } from '@marketgraph/kernel';
import { guest } from '@marketgraph/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vendorInvitations } from '../src/team/team.tables.ts';
import { encodeId, lastMail, lastToken, mailsTo, newAccount, newEmail, signIn, startIdentity, type Harness } from './support/harness.ts';
import { accept, approvedVendor, createRole, decide, invite, newMember, newVendor, ownerSeat, removeMember, teamOf, updateMember, type Answer, type Store } from './support/vendors.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startIdentity();
});
afterAll(() => harness.stop());

const REVOKE = 'mutation ($id: ID!) { vendorInvitationRevoke(input: { id: $id }) { kind: __typename ... on UserError { code } } }';
const revoke = async (viewer: Parameters<Harness['client']['as']>[0], id: string) => (await harness.client.as(viewer).mutate<{ vendorInvitationRevoke: Answer }>(REVOKE, { id })).vendorInvitationRevoke;
const invitationOf = (answer: Answer) => answer['invitation'] as { id: string; email: string; role: string };
const seatsOf = async (store: Store) => (await teamOf(harness, store.owner.viewer, store.vendorId)).map(({ role, active }) => (active ? role : `${role} (inactive)`));

describe('invitation into a team (IDN-10)', () => {
  it('is mailed with a token, accepted once, and gives the seat', async () => {
    const store = await approvedVendor(harness, { name: 'Invite Inc' });
    const guestOfHonour = await newAccount(harness);
    const answer = await invite(harness, store.owner.viewer, store.vendorId, ` ${guestOfHonour.email.toUpperCase()} `, 'MANAGER');
    expect(answer).toMatchObject({ kind: 'VendorMemberInviteSuccess', invitation: { email: guestOfHonour.email, role: 'MANAGER', customRole: null } });
    expect((await lastMail(harness, guestOfHonour.email)).subject).toBe('Ann Other invites you to Invite Inc');
    const token = await lastToken(harness, guestOfHonour.email);
    expect(JSON.stringify(await harness.deps.db.reader.select().from(vendorInvitations))).not.toContain(token);
    expect(await accept(harness, guestOfHonour.viewer, token)).toMatchObject({
      kind: 'VendorInvitationAcceptSuccess',
      membership: { role: 'MANAGER', permissions: ['MANAGE_PRODUCTS', 'VIEW_PRODUCTS', 'MANAGE_ORDERS', 'MANAGE_INVENTORY', 'VIEW_ANALYTICS'], vendor: { id: encodeId('Vendor', store.vendorId) } },
    });
    expect(await accept(harness, guestOfHonour.viewer, token)).toMatchObject({ code: 'VENDOR_INVITATION_INVALID', path: ['token'] });
    expect(await seatsOf(store)).toEqual(['OWNER', 'MANAGER']);
  });

  it('is for the invited address alone, and proves it', async () => {
    const store = await approvedVendor(harness);
    const invited = await newAccount(harness, { verified: false });
    const finder = await newAccount(harness);
    await invite(harness, store.owner.viewer, store.vendorId, invited.email, 'STAFF');
    const token = await lastToken(harness, invited.email);
    expect(await accept(harness, finder.viewer, token)).toMatchObject({ code: 'VENDOR_INVITATION_INVALID' });
    expect((await harness.client.as(guest()).errors('mutation { vendorInvitationAccept(input: { token: "x" }) { __typename } }'))[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
    expect(await seatsOf(store)).toEqual(['OWNER']);
    expect(await accept(harness, invited.viewer, token)).toMatchObject({ kind: 'VendorInvitationAcceptSuccess' });
    expect((await signIn(harness, invited.email)).viewer.emailVerified).toBe(true);
  });

  it('a second one replaces the first; one withdrawn or too old works no more', async () => {
    const store = await approvedVendor(harness);
    const { email, viewer } = await newAccount(harness);
    await invite(harness, store.owner.viewer, store.vendorId, email, 'STAFF');
    const first = await lastToken(harness, email);
    const second = await invite(harness, store.owner.viewer, store.vendorId, email, 'ADMIN');
    expect(await accept(harness, viewer, first)).toMatchObject({ code: 'VENDOR_INVITATION_INVALID' });
    expect(await revoke(store.owner.viewer, invitationOf(second).id)).toEqual({ kind: 'VendorInvitationRevokeSuccess' });
    expect(await accept(harness, viewer, await lastToken(harness, email))).toMatchObject({ code: 'VENDOR_INVITATION_INVALID' });
    await invite(harness, store.owner.viewer, store.vendorId, email, 'ADMIN');
    harness.deps.clock.advance(7 * DAY);
    expect(await accept(harness, viewer, await lastToken(harness, email))).toMatchObject({ code: 'VENDOR_INVITATION_INVALID' });
    expect(await seatsOf(store)).toEqual(['OWNER']);
  });

  it('dies with the inviter\'s own rights', async () => {
    const store = await approvedVendor(harness);
    const admin = await newMember(harness, store, 'ADMIN');
    const friend = await newAccount(harness);
    await invite(harness, admin.viewer, store.vendorId, friend.email, 'ADMIN');
    const token = await lastToken(harness, friend.email);
    await updateMember(harness, store.owner.viewer, admin.memberId, { role: 'STAFF' });
    expect(await accept(harness, friend.viewer, token)).toMatchObject({ code: 'VENDOR_INVITATION_INVALID' });
    await updateMember(harness, store.owner.viewer, admin.memberId, { role: 'ADMIN' });
    await decide(harness, store.operator, 'Suspend', store.vendorId, 'Complaints');
    expect(await accept(harness, friend.viewer, token)).toMatchObject({ code: 'VENDOR_INVITATION_INVALID' });
    await decide(harness, store.operator, 'Reactivate', store.vendorId);
    expect(await accept(harness, friend.viewer, token)).toMatchObject({ kind: 'VendorInvitationAcceptSuccess' });
  });

  it('is refused for who is in the team, for no address, and for an unfit role', async () => {
    const store = await approvedVendor(harness);
    const other = await approvedVendor(harness);
    const { role } = await createRole(harness, other.owner.viewer, other.vendorId, 'Packers', ['manage_orders']);
    const ask = (email: string, ...as: [Parameters<typeof invite>[4], string?]) => invite(harness, store.owner.viewer, store.vendorId, email, ...as);
    expect(await ask(store.owner.email, 'ADMIN')).toMatchObject({ code: 'VENDOR_MEMBER_EXISTS', path: ['email'] });
    expect(await ask('nobody', 'ADMIN')).toMatchObject({ code: 'INVALID_INPUT', path: ['email'] });
    expect(await ask(newEmail(), 'CUSTOM')).toMatchObject({ code: 'INVALID_INPUT', path: ['customRoleId'] });
    expect(await ask(newEmail(), 'CUSTOM', role.id)).toMatchObject({ code: 'INVALID_INPUT', path: ['customRoleId'] });
    expect(await ask(newEmail(), 'STAFF', role.id)).toMatchObject({ code: 'INVALID_INPUT', path: ['customRoleId'] });
  });

  it('is for those who may manage users of an approved vendor', async () => {
    const store = await approvedVendor(harness);
    const pending = await newVendor(harness);
    const [staff, manager] = [await newMember(harness, store, 'STAFF'), await newMember(harness, store, 'MANAGER')];
    const email = newEmail();
    for (const viewer of [staff.viewer, manager.viewer]) expect(await invite(harness, viewer, store.vendorId, email, 'STAFF')).toMatchObject({ code: 'NOT_ALLOWED', path: ['vendorId'] });
    for (const viewer of [pending.owner.viewer, store.operator, (await newAccount(harness)).viewer]) {
      expect(await invite(harness, viewer, store.vendorId, email, 'STAFF')).toMatchObject({ code: 'NOT_FOUND', path: ['vendorId'] });
    }
    expect(await invite(harness, pending.owner.viewer, pending.vendorId, email, 'STAFF')).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await mailsTo(harness, email)).toEqual([]);
    const open = await invite(harness, store.owner.viewer, store.vendorId, email, 'STAFF');
    expect(await revoke(manager.viewer, invitationOf(open).id)).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await revoke(pending.owner.viewer, invitationOf(open).id)).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('nobody gives what they do not hold (IDN-10)', () => {
  it('an admin makes no owner, hands on no payouts, and touches nobody above', async () => {
    const store = await approvedVendor(harness);
    const admin = await newMember(harness, store, 'ADMIN');
    const staff = await newMember(harness, store, 'STAFF');
    const { role } = await createRole(harness, store.owner.viewer, store.vendorId, 'Treasurer', ['manage_payouts']);
    const treasurer = await newMember(harness, store, 'CUSTOM', role.id);
    const notHeld = (permissions: string[]) => ({ kind: 'VendorPermissionNotHeld', code: 'VENDOR_PERMISSION_NOT_HELD', permissions });

    expect(await invite(harness, admin.viewer, store.vendorId, newEmail(), 'OWNER')).toMatchObject(notHeld([]));
    expect(await invite(harness, admin.viewer, store.vendorId, newEmail(), 'CUSTOM', role.id)).toMatchObject(notHeld(['MANAGE_PAYOUTS']));
    expect(await updateMember(harness, admin.viewer, admin.memberId, { role: 'OWNER' })).toMatchObject(notHeld([]));
    expect(await updateMember(harness, admin.viewer, staff.memberId, { role: 'CUSTOM', customRoleId: role.id })).toMatchObject(notHeld(['MANAGE_PAYOUTS']));
    expect(await updateMember(harness, admin.viewer, treasurer.memberId, { active: false })).toMatchObject(notHeld(['MANAGE_PAYOUTS']));
    expect(await removeMember(harness, admin.viewer, treasurer.memberId)).toMatchObject(notHeld(['MANAGE_PAYOUTS']));
    expect(await removeMember(harness, admin.viewer, await ownerSeat(harness, store))).toMatchObject(notHeld([]));
    expect(await createRole(harness, admin.viewer, store.vendorId, 'Mine', ['manage_orders', 'manage_plan'])).toMatchObject(notHeld(['MANAGE_PLAN']));
    expect(await seatsOf(store)).toEqual(['OWNER', 'ADMIN', 'STAFF', 'CUSTOM']);

    // Nor does a new invitation undo one that an owner has made.
    const email = newEmail();
    await invite(harness, store.owner.viewer, store.vendorId, email, 'OWNER');
    expect(await invite(harness, admin.viewer, store.vendorId, email, 'STAFF')).toMatchObject(notHeld([]));
    expect(await updateMember(harness, admin.viewer, staff.memberId, { role: 'MANAGER' })).toMatchObject({ member: { role: 'MANAGER' } });
  });

  it('all permissions in a role of its own do not make an owner', async () => {
    const store = await approvedVendor(harness);
    const { role } = await createRole(harness, store.owner.viewer, store.vendorId, 'Deputy', VENDOR_PERMISSIONS);
    const deputy = await newMember(harness, store, 'CUSTOM', role.id);
    expect(await updateMember(harness, deputy.viewer, await ownerSeat(harness, store), { role: 'STAFF' })).toMatchObject({ code: 'VENDOR_PERMISSION_NOT_HELD' });
    expect(await updateMember(harness, deputy.viewer, deputy.memberId, { role: 'OWNER' })).toMatchObject({ code: 'VENDOR_PERMISSION_NOT_HELD' });
  });
});

describe('seats of a team (IDN-10)', () => {
  it('change role, rest, return, and are removed', async () => {
    const store = await approvedVendor(harness);
    const member = await newMember(harness, store, 'STAFF');
    const change = (input: Parameters<typeof updateMember>[3]) => updateMember(harness, store.owner.viewer, member.memberId, input);
    expect(await change({ role: 'ADMIN' })).toMatchObject({ member: { role: 'ADMIN', active: true } });
    expect(await change({ active: false })).toEqual({ kind: 'VendorMemberUpdateSuccess', member: { role: 'ADMIN', active: false, permissions: [] } });
    expect(await teamOf(harness, member.viewer, store.vendorId)).toEqual([]);
    expect(await invite(harness, member.viewer, store.vendorId, newEmail(), 'STAFF')).toMatchObject({ code: 'NOT_FOUND' });
    expect(await change({ active: true })).toMatchObject({ member: { role: 'ADMIN', active: true } });
    expect(await change({ customRoleId: encodeId('VendorRole', harness.deps.ids.next('VendorRole')) })).toMatchObject({ code: 'INVALID_INPUT', path: ['role'] });
    expect(await removeMember(harness, store.owner.viewer, member.memberId)).toEqual({ kind: 'VendorMemberRemoveSuccess', memberId: member.memberId });
    expect(await removeMember(harness, store.owner.viewer, member.memberId)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await seatsOf(store)).toEqual(['OWNER']);
  });

  it('everybody may leave; others need the right, and another team\'s seats are not there', async () => {
    const store = await approvedVendor(harness);
    const other = await approvedVendor(harness);
    const [staff, colleague] = [await newMember(harness, store, 'STAFF'), await newMember(harness, store, 'STAFF')];
    expect(await removeMember(harness, staff.viewer, colleague.memberId)).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await updateMember(harness, staff.viewer, colleague.memberId, { active: false })).toMatchObject({ code: 'NOT_ALLOWED' });
    for (const viewer of [other.owner.viewer, store.operator, (await newAccount(harness)).viewer]) {
      expect(await removeMember(harness, viewer, colleague.memberId)).toMatchObject({ code: 'NOT_FOUND' });
      expect(await updateMember(harness, viewer, colleague.memberId, { active: false })).toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(await removeMember(harness, staff.viewer, staff.memberId)).toMatchObject({ kind: 'VendorMemberRemoveSuccess' });
    expect(await seatsOf(store)).toEqual(['OWNER', 'STAFF']);
  });

  it('are seen by the team; addresses by those who manage it', async () => {
    const store = await approvedVendor(harness);
    const staff = await newMember(harness, store, 'STAFF');
    const seen = await teamOf(harness, store.owner.viewer, store.vendorId);
    expect(seen.map(({ email, viewerCanManage }) => [email, viewerCanManage])).toEqual([[store.owner.email, true], [staff.email, true]]);
    const byStaff = await teamOf(harness, staff.viewer, store.vendorId);
    expect(byStaff.map(({ email, viewerCanManage }) => [email, viewerCanManage])).toEqual([[null, false], [staff.email, false]]);
    expect((await teamOf(harness, store.operator, store.vendorId)).map(({ email }) => email)).toEqual([null, null]);
    expect(await teamOf(harness, (await newAccount(harness)).viewer, store.vendorId)).toEqual([]);
    const INVITATIONS = 'query ($id: ID!) { vendor(id: $id) { invitations { email } } }';
    await invite(harness, store.owner.viewer, store.vendorId, 'open@example.com', 'STAFF');
    const id = encodeId('Vendor', store.vendorId);
    expect(await harness.client.as(store.owner.viewer).query(INVITATIONS, { id })).toEqual({ vendor: { invitations: [{ email: 'open@example.com' }] } });
    expect(await harness.client.as(staff.viewer).query(INVITATIONS, { id })).toEqual({ vendor: { invitations: null } });
  });
});
