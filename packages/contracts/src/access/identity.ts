import type { AccessTable } from './access.types.ts';
import { EVERYBODY, OPERATORS, OWN_TEAM, BUYER, services, SIGNED_IN } from './rows.ts';

export const identityAccess = {
  'Query.viewer': EVERYBODY,
  'Query.sessions': SIGNED_IN,
  'Query.vendor': EVERYBODY,
  'Query.vendors': EVERYBODY,
  'Query.vendorApplications': OPERATORS,

  'Mutation.userRegister': EVERYBODY,
  'Mutation.emailVerificationSend': SIGNED_IN,
  'Mutation.emailVerify': SIGNED_IN,
  'Mutation.passwordResetRequest': EVERYBODY,
  'Mutation.passwordReset': EVERYBODY,
  'Mutation.passwordChange': SIGNED_IN,
  'Mutation.profileUpdate': SIGNED_IN,
  'Mutation.sessionCreate': EVERYBODY,
  'Mutation.sessionRefresh': EVERYBODY,
  'Mutation.sessionEnd': BUYER,
  'Mutation.sessionEndOthers': SIGNED_IN,
  'Mutation.sessionEndAll': SIGNED_IN,

  'Mutation.vendorRegister': EVERYBODY,
  'Mutation.vendorUpdate': OWN_TEAM,
  'Mutation.vendorResubmit': OWN_TEAM,
  'Mutation.vendorApprove': OPERATORS,
  'Mutation.vendorReject': OPERATORS,
  'Mutation.vendorSuspend': OPERATORS,
  'Mutation.vendorReactivate': OPERATORS,
  'Mutation.vendorClose': { ...OWN_TEAM, operator: 'allow' },

  'Mutation.vendorMemberInvite': OWN_TEAM,
  'Mutation.vendorInvitationRevoke': OWN_TEAM,
  // Whoever holds the token has read the mail; the account must be the one it went to.
  'Mutation.vendorInvitationAccept': BUYER,
  'Mutation.vendorMemberUpdate': OWN_TEAM,
  'Mutation.vendorMemberRemove': OWN_TEAM,
  'Mutation.vendorRoleCreate': OWN_TEAM,
  'Mutation.vendorRoleUpdate': OWN_TEAM,
  'Mutation.vendorRoleDelete': OWN_TEAM,

  'Query.internalSession': services('router'),
  'Query.internalJwks': services('router'),
  'Query.internalRecipients': services('social', 'commerce', 'logistics'),
  'Query.internalVendorContacts': services('logistics', 'commerce', 'catalog', 'social', 'insights'),
  'Subscription.internalSessionFeed': services('router'),
} as const satisfies AccessTable;
