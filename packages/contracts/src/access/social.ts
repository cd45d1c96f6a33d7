import type { AccessTable } from './access.types.ts';
import { BUYER, EVERYBODY, MANAGERS, SIGNED_IN, TEAM } from './rows.ts';

export const socialAccess = {
  'Query.review': EVERYBODY,
  // Only who has received it may say what it is like.
  'Mutation.reviewCreate': { ...SIGNED_IN, otherBuyer: 'deny', staff: 'deny', owner: 'deny', foreignOwner: 'deny', operator: 'deny' },
  'Mutation.reviewUpdate': BUYER,
  'Mutation.reviewDelete': BUYER,
  'Mutation.reviewAnswer': MANAGERS,

  'Query.notifications': SIGNED_IN,
  'Query.notificationUnreadCount': SIGNED_IN,
  'Mutation.notificationMarkRead': BUYER,
  'Mutation.notificationMarkAllRead': SIGNED_IN,
  'Mutation.notificationDelete': BUYER,
  'Subscription.notificationReceived': SIGNED_IN,
  'Subscription.vendorNotificationReceived': TEAM,
} as const satisfies AccessTable;
