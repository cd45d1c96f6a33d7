import type { AccessTable } from './access.types.ts';
import { BOTH_SIDES, BUYER, EVERYBODY, MANAGERS_AND_OPERATORS, OPERATORS, services, SIGNED_IN, TEAM, TEAM_AND_OPERATORS } from './rows.ts';

/** Whoever owns a store may not buy, so that nobody buys from themselves; members of teams may. */
const NO_OWNERS = { owner: 'deny', foreignOwner: 'deny' } as const;

export const commerceAccess = {
  'Query.cart': EVERYBODY,
  'Mutation.cartCreate': { ...EVERYBODY, ...NO_OWNERS },
  'Mutation.cartLineAdd': { ...EVERYBODY, ...NO_OWNERS },
  // Guests have carts too: of their own, by its token.
  'Mutation.cartLineUpdate': { ...BUYER, guest: 'own', service: 'allow', ...NO_OWNERS },
  'Mutation.cartLineRemove': { ...BUYER, guest: 'own', service: 'allow' },
  'Mutation.cartMerge': { ...SIGNED_IN, ...NO_OWNERS },
  'Mutation.cartShippingQuote': { ...EVERYBODY, ...NO_OWNERS },
  'Mutation.checkout': { ...BUYER, ...NO_OWNERS },
  'Mutation.paymentRetry': BUYER,

  'Query.order': { ...BUYER, operator: 'allow' },
  'Query.orders': SIGNED_IN,
  'Query.operatorOrders': OPERATORS,
  'Mutation.orderCancel': { ...BUYER, operator: 'allow' },
  'Subscription.orderUpdated': { ...BUYER, operator: 'allow' },
  'Subscription.buyerOrdersUpdated': SIGNED_IN,

  'Query.vendorOrder': BOTH_SIDES,
  'Query.vendorOrders': TEAM_AND_OPERATORS,
  'Mutation.orderAccept': TEAM,
  'Mutation.orderReject': TEAM,
  'Mutation.orderReady': TEAM,
  'Mutation.vendorOrderCancel': BOTH_SIDES,
  'Mutation.vendorOrderRefund': TEAM_AND_OPERATORS,
  'Subscription.vendorOrdersUpdated': TEAM_AND_OPERATORS,

  'Query.ledgerEntries': MANAGERS_AND_OPERATORS,

  'Query.internalVendorOrder': services('logistics', 'social'),
} as const satisfies AccessTable;
