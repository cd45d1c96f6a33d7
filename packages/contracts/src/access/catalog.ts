import type { AccessTable } from './access.types.ts';
import { EVERYBODY, MANAGERS, MANAGERS_AND_OPERATORS, OPERATORS, services, TEAM_AND_OPERATORS } from './rows.ts';

export const catalogAccess = {
  'Query.product': EVERYBODY,
  'Query.products': EVERYBODY,
  'Query.search': EVERYBODY,
  'Query.categories': EVERYBODY,
  'Query.category': EVERYBODY,
  'Query.vendorProducts': TEAM_AND_OPERATORS,
  'Query.vendorInventory': MANAGERS_AND_OPERATORS,
  'Query.stockAlerts': MANAGERS_AND_OPERATORS,

  'Mutation.productCreate': MANAGERS_AND_OPERATORS,
  'Mutation.productUpdate': MANAGERS_AND_OPERATORS,
  'Mutation.productDelete': MANAGERS_AND_OPERATORS,
  'Mutation.productStatusSet': MANAGERS_AND_OPERATORS,
  'Mutation.variantCreate': MANAGERS_AND_OPERATORS,
  'Mutation.variantUpdate': MANAGERS_AND_OPERATORS,
  'Mutation.variantDelete': MANAGERS_AND_OPERATORS,
  // Operators correct what stores say, not what they have.
  'Mutation.stockReceive': MANAGERS,
  'Mutation.stockAdjust': MANAGERS,
  'Mutation.categoryCreate': OPERATORS,
  'Mutation.categoryUpdate': OPERATORS,
  'Mutation.categoryMove': OPERATORS,

  'Query.productImport': MANAGERS_AND_OPERATORS,
  'Query.productImports': MANAGERS_AND_OPERATORS,
  'Mutation.productImportUploadCreate': MANAGERS_AND_OPERATORS,
  'Mutation.productImportStart': MANAGERS_AND_OPERATORS,
  'Mutation.productImportCancel': MANAGERS_AND_OPERATORS,
  'Subscription.productImportProgressed': MANAGERS_AND_OPERATORS,

  'Subscription.variantStockChanged': EVERYBODY,
  'Subscription.vendorInventoryChanged': MANAGERS_AND_OPERATORS,

  'Query.internalVariants': services('commerce'),
  'Mutation.internalReservationCreate': services('commerce'),
  'Mutation.internalReservationRelease': services('commerce'),
  'Mutation.internalReservationExtend': services('commerce'),
} as const satisfies AccessTable;
