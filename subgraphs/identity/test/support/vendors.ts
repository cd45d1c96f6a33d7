import type { UserViewer, VendorPermission, VendorRoleName } from '@marketgraph/contracts';
import type { Id } from '@marketgraph/kernel';
import { decoded, encodeId, lastToken, newAccount, newOperator, type Account, type Harness } from './harness.ts';

export const PICKUP = { recipient: 'Ann Other', phone: '0701 234567', line1: '1 Main Street', city: 'Kampala', country: 'UG' };
export const STORE = { name: 'Aurora Audio', businessType: 'COMPANY', country: 'ug', currency: 'UGX' };

export interface Answer {
  readonly kind: string;
  readonly code?: string;
  readonly path?: readonly string[];
  readonly [field: string]: unknown;
}

const REGISTER = `mutation ($input: VendorRegisterInput!) { vendorRegister(input: $input) { kind: __typename
  ... on UserError { code message path } ... on VendorSlugTaken { suggestion } ... on TooManyAttempts { retryAfter }
  ... on VendorRegisterSuccess { email vendor { id slug name status editVersion } } } }`;

export async function registerVendor({ client }: Harness, viewer: Parameters<Harness['client']['as']>[0], input: object = {}): Promise<Answer & { vendor: { id: string; slug: string; status: string; editVersion: number } | null }> {
  return (await client.as(viewer).mutate<{ vendorRegister: Answer & { vendor: { id: string; slug: string; status: string; editVersion: number } | null } }>(REGISTER, { input: { ...STORE, ...input } })).vendorRegister;
}

type StatusMutation = 'Approve' | 'Reject' | 'Suspend' | 'Reactivate' | 'Close' | 'Resubmit';

/** One of the mutations that change a vendor's status. */
export async function decide({ client }: Harness, viewer: UserViewer, verb: StatusMutation, vendorId: Id<'Vendor'>, reason?: string): Promise<Answer> {
  const document = `mutation ($input: Vendor${verb}Input!) { vendor${verb}(input: $input) { kind: __typename ... on UserError { code path } ... on VendorTransitionIllegal { from to allowed }
    ... on Vendor${verb}Success { vendor { status statusReason slug availableActions } } } }`;
  const input = { id: encodeId('Vendor', vendorId), ...(reason !== undefined && { reason }) };
  const data = await client.as(viewer).mutate<Record<string, Answer>>(document, { input });
  const answer = data[`vendor${verb}`];
  if (answer === undefined) throw new Error(`vendor${verb} gave no answer`);
  return answer;
}

export interface Store {
  readonly vendorId: Id<'Vendor'>;
  readonly owner: Account;
  readonly operator: UserViewer;
}

export async function newVendor(harness: Harness, input: object = {}): Promise<Store> {
  const owner = await newAccount(harness);
  const { vendor } = await registerVendor(harness, owner.viewer, input);
  if (vendor === null) throw new Error('the vendor was not registered');
  return { vendorId: decoded('Vendor', vendor.id), owner, operator: await newOperator(harness) };
}

export async function approvedVendor(harness: Harness, input: object = {}): Promise<Store> {
  const store = await newVendor(harness, input);
  await decide(harness, store.operator, 'Approve', store.vendorId);
  return store;
}

const INVITE = `mutation ($input: VendorMemberInviteInput!) { vendorMemberInvite(input: $input) { kind: __typename ... on UserError { code path }
  ... on VendorPermissionNotHeld { permissions } ... on VendorMemberInviteSuccess { invitation { id email role customRole { name } expiresAt } } } }`;
const ACCEPT = `mutation ($token: String!) { vendorInvitationAccept(input: { token: $token }) { kind: __typename ... on UserError { code path }
  ... on VendorInvitationAcceptSuccess { membership { id role permissions vendor { id } } } } }`;
const ROLE = `mutation ($input: VendorRoleCreateInput!) { vendorRoleCreate(input: $input) { kind: __typename ... on UserError { code path }
  ... on VendorPermissionNotHeld { permissions } ... on VendorRoleCreateSuccess { role { id name permissions editVersion } } } }`;
const UPDATE = `mutation ($input: VendorMemberUpdateInput!) { vendorMemberUpdate(input: $input) { kind: __typename ... on UserError { code path }
  ... on VendorPermissionNotHeld { permissions } ... on VendorMemberUpdateSuccess { member { role active permissions } } } }`;
const REMOVE = `mutation ($id: ID!) { vendorMemberRemove(input: { id: $id }) { kind: __typename ... on UserError { code path }
  ... on VendorPermissionNotHeld { permissions } ... on VendorMemberRemoveSuccess { memberId } } }`;

type Role = VendorRoleName | 'CUSTOM';

export async function invite({ client }: Harness, viewer: UserViewer, vendorId: Id<'Vendor'>, email: string, role: Role, customRoleId?: string): Promise<Answer> {
  const input = { vendorId: encodeId('Vendor', vendorId), email, role, ...(customRoleId !== undefined && { customRoleId }) };
  return (await client.as(viewer).mutate<{ vendorMemberInvite: Answer }>(INVITE, { input })).vendorMemberInvite;
}

export async function accept({ client }: Harness, viewer: UserViewer, token: string): Promise<Answer & { membership: { id: string; role: string; permissions: string[] } }> {
  return (await client.as(viewer).mutate<{ vendorInvitationAccept: Answer & { membership: { id: string; role: string; permissions: string[] } } }>(ACCEPT, { token })).vendorInvitationAccept;
}

export async function createRole({ client }: Harness, viewer: UserViewer, vendorId: Id<'Vendor'>, name: string, permissions: readonly VendorPermission[]): Promise<Answer & { role: { id: string; name: string; permissions: string[]; editVersion: number } }> {
  const input = { vendorId: encodeId('Vendor', vendorId), name, permissions: permissions.map((permission) => permission.toUpperCase()) };
  return (await client.as(viewer).mutate<{ vendorRoleCreate: Answer & { role: { id: string; name: string; permissions: string[]; editVersion: number } } }>(ROLE, { input })).vendorRoleCreate;
}

export async function updateMember({ client }: Harness, viewer: UserViewer, memberId: string, change: { role?: Role; customRoleId?: string; active?: boolean }): Promise<Answer> {
  return (await client.as(viewer).mutate<{ vendorMemberUpdate: Answer }>(UPDATE, { input: { id: memberId, ...change } })).vendorMemberUpdate;
}

export async function removeMember({ client }: Harness, viewer: UserViewer, memberId: string): Promise<Answer> {
  return (await client.as(viewer).mutate<{ vendorMemberRemove: Answer }>(REMOVE, { id: memberId })).vendorMemberRemove;
}

export interface Member extends Account {
  readonly memberId: string;
}

/** Somebody new in the team, invited by the store's owner. */
export async function newMember(harness: Harness, store: Store, role: Role, customRoleId?: string): Promise<Member> {
  const account = await newAccount(harness);
  await invite(harness, store.owner.viewer, store.vendorId, account.email, role, customRoleId);
  const { kind, membership } = await accept(harness, account.viewer, await lastToken(harness, account.email));
  if (kind !== 'VendorInvitationAcceptSuccess') throw new Error(`the invitation was not accepted: ${kind}`);
  return { ...account, memberId: membership.id };
}

/** The seats of the team as its owner sees them. */
export async function teamOf({ client }: Harness, viewer: UserViewer, vendorId: Id<'Vendor'>): Promise<{ id: string; role: string; active: boolean; email: string | null; viewerCanManage: boolean; user: { id: string } }[]> {
  const data = await client.as(viewer).query<{ vendor: { members: { nodes: { id: string; role: string; active: boolean; email: string | null; viewerCanManage: boolean; user: { id: string } }[] } | null } | null }>(
    'query ($id: ID!) { vendor(id: $id) { members { nodes { id role active email viewerCanManage user { id } } } } }',
    { id: encodeId('Vendor', vendorId) },
  );
  return data.vendor?.members?.nodes ?? [];
}

/** The owner's own seat. */
export async function ownerSeat(harness: Harness, store: Store): Promise<string> {
  const seat = (await teamOf(harness, store.owner.viewer, store.vendorId)).find(({ user }) => user.id === encodeId('User', store.owner.userId));
  if (seat === undefined) throw new Error('the owner has no seat');
  return seat.id;
}
