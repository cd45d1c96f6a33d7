import { randomUUID } from 'node:crypto';
import type { identityAccess } from '@marketgraph/contracts';
import type { Sample } from './samples.ts';
import { invitationToken, invite, makeRole, type Scene } from './scene.ts';

const account = () => ({ email: `${randomUUID()}@people.test`, password: 'a password long enough', name: 'Somebody New' });
const store = (scene: Scene) => ({ owner: scene.visitors.owner, vendorId: scene.vendorId });
const emailOf = (scene: Scene): string => scene.marketplace.demo.users.find(({ id }) => id === scene.visitors.buyer.userId)?.email ?? '';
const ofStore: Sample['variables'] = ({ vendorId }) => ({ input: { id: vendorId } });
const ofApplicant: Sample['variables'] = ({ applicantId }) => ({ input: { id: applicantId, reason: 'Because.' } });
const withoutReason: Sample['variables'] = ({ applicantId }) => ({ input: { id: applicantId } });

export const identitySamples = {
  'Query.viewer': { variables: () => ({}), mayBeNull: true },
  'Query.sessions': { variables: () => ({ first: 5 }) },
  'Query.vendor': { variables: ({ vendorId }) => ({ id: vendorId }) },
  'Query.vendors': { variables: () => ({ first: 5 }) },
  'Query.vendorApplications': { variables: () => ({ first: 5 }) },

  'Mutation.userRegister': { variables: () => ({ input: account() }) },
  'Mutation.emailVerificationSend': { variables: () => ({}) },
  'Mutation.emailVerify': { variables: () => ({ input: { code: '123456' } }) },
  'Mutation.passwordResetRequest': { variables: () => ({ input: { email: 'nobody@people.test' } }) },
  'Mutation.passwordReset': { variables: () => ({ input: { token: 'no-such-token', newPassword: 'a password long enough' } }) },
  'Mutation.passwordChange': { variables: () => ({ input: { currentPassword: 'not the right one', newPassword: 'a password long enough' } }) },
  'Mutation.profileUpdate': { variables: () => ({ input: { name: 'Somebody Else' } }) },
  'Mutation.sessionCreate': { variables: () => ({ input: { email: 'nobody@people.test', password: 'not the right one' } }) },
  'Mutation.sessionRefresh': { variables: () => ({ input: { refreshToken: 'no-such-token' } }) },
  'Mutation.sessionEnd': {
    variables: ({ visitors }) => ({ input: { id: visitors.buyer.publicId } }),
    fresh: async ({ marketplace, visitors }) => ({ input: { id: (await marketplace.signIn(visitors.buyer.userId)).publicId } }),
  },
  'Mutation.sessionEndOthers': { variables: () => ({}) },
  'Mutation.sessionEndAll': { variables: () => ({}), endsSession: true },

  'Mutation.vendorRegister': {
    variables: (_scene, caller) => ({
      input: { name: `Store ${randomUUID().slice(0, 8)}`, businessType: 'COMPANY', country: 'US', currency: 'USD', ...(caller === 'guest' || caller === 'service' ? { account: account() } : {}) },
    }),
  },
  'Mutation.vendorUpdate': { variables: ({ vendorId }) => ({ input: { id: vendorId, expectedVersion: 1, description: 'Another one.' } }) },
  'Mutation.vendorResubmit': { variables: ofStore },

  'Mutation.vendorMemberInvite': { variables: ({ vendorId }) => ({ input: { vendorId, email: `${randomUUID()}@people.test`, role: 'STAFF' } }) },
  'Mutation.vendorInvitationRevoke': {
    variables: ({ invitationId }) => ({ input: { id: invitationId } }),
    fresh: async (scene) => ({ input: { id: await invite(store(scene), `${randomUUID()}@people.test`) } }),
  },
  'Mutation.vendorInvitationAccept': {
    variables: async (scene) => ({ input: { token: await tokenOf(scene) } }),
  },
  'Mutation.vendorMemberUpdate': { variables: ({ managerSeatId }) => ({ input: { id: managerSeatId, role: 'STAFF' } }) },
  'Mutation.vendorMemberRemove': { variables: ({ managerSeatId }) => ({ input: { id: managerSeatId } }) },
  'Mutation.vendorRoleCreate': { variables: ({ vendorId }) => ({ input: { vendorId, name: `Role ${randomUUID().slice(0, 8)}`, permissions: ['MANAGE_ORDERS'] } }) },
  'Mutation.vendorRoleUpdate': { variables: ({ roleId }) => ({ input: { id: roleId, expectedVersion: 1, name: 'Packers' } }) },
  'Mutation.vendorRoleDelete': {
    variables: ({ roleId }) => ({ input: { id: roleId } }),
    fresh: async (scene) => ({ input: { id: await makeRole(store(scene)) } }),
  },

  'Mutation.vendorApprove': { variables: withoutReason },
  'Mutation.vendorReject': { variables: ofApplicant },
  'Mutation.vendorSuspend': { variables: ofApplicant },
  'Mutation.vendorReactivate': { variables: withoutReason },

  'Query.internalSession': { variables: ({ visitors }) => ({ sessionId: visitors.buyer.sessionId }) },
  'Query.internalJwks': { variables: () => ({}) },
  'Query.internalRecipients': { variables: ({ vendorId }) => ({ userIds: [], vendorIds: [vendorId], permission: 'manage_orders' }) },
  'Query.internalVendorContacts': { variables: ({ vendorId }) => ({ vendorIds: [vendorId] }) },
  'Subscription.internalSessionFeed': { variables: () => ({}) },

  'Mutation.vendorClose': { variables: ofStore },
} as const satisfies Readonly<Record<keyof typeof identityAccess, Sample>>;

const tokens = new WeakMap<Scene, Promise<string>>();

/** One for all callers: only the address that it went to may use it. */
function tokenOf(scene: Scene): Promise<string> {
  const token = tokens.get(scene) ?? invitationToken(scene, emailOf(scene));
  tokens.set(scene, token);
  return token;
}
