import type { AccessTable } from './access.types.ts';
import { BOTH_SIDES, MANAGERS, services, TEAM_AND_OPERATORS } from './rows.ts';

export const logisticsAccess = {
  'Query.delivery': BOTH_SIDES,
  'Query.vendorDeliveries': TEAM_AND_OPERATORS,
  'Mutation.deliveryCancel': TEAM_AND_OPERATORS,
  'Mutation.deliveryRetry': TEAM_AND_OPERATORS,
  'Mutation.deliveryManualUpdate': TEAM_AND_OPERATORS,
  'Mutation.shippingRateSet': MANAGERS,
  'Subscription.deliveryTracked': BOTH_SIDES,

  'Query.internalShippingQuotesByIds': services('commerce'),
  'Mutation.internalShippingQuotes': services('commerce'),
} as const satisfies AccessTable;
