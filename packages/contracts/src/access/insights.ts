import type { AccessTable } from './access.types.ts';
import { EVERYBODY, MANAGERS_AND_OPERATORS } from './rows.ts';

export const insightsAccess = {
  'Query.vendorDashboard': MANAGERS_AND_OPERATORS,
  'Subscription.vendorDashboardUpdated': MANAGERS_AND_OPERATORS,
  'Mutation.eventsTrack': EVERYBODY,
} as const satisfies AccessTable;
