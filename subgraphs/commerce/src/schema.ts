import { loadTypeDefs, type ResolverMap } from '@marketgraph/server';
import { cartResolvers } from './carts/cart.resolvers.ts';
import { checkoutResolvers } from './checkout/checkout.resolvers.ts';
import { ledgerResolvers } from './ledger/ledger.resolvers.ts';
import { orderResolvers } from './orders/order.resolvers.ts';
import { vendorOrderResolvers } from './orders/vendor-order.resolvers.ts';
import { paymentResolvers } from './payments/payment.resolvers.ts';

export const typeDefs: string = loadTypeDefs(new URL('.', import.meta.url));

export const resolvers: ResolverMap = merge([cartResolvers, checkoutResolvers, orderResolvers, vendorOrderResolvers, paymentResolvers, ledgerResolvers]);

/** Features share the root types; a field that two of them resolve is a mistake. */
function merge(maps: readonly ResolverMap[]): ResolverMap {
  const merged: Record<string, Record<string, unknown>> = {};
  for (const map of maps) {
    for (const [type, fields] of Object.entries(map)) {
      const known = (merged[type] ??= {});
      for (const [field, resolver] of Object.entries(fields)) {
        if (field in known) throw new Error(`${type}.${field} is resolved twice`);
        known[field] = resolver;
      }
    }
  }
  return merged;
}
