import { loadTypeDefs, type ResolverMap } from '@marketgraph/server';
import { categoryResolvers } from './categories/category.resolvers.ts';
import { imageResolvers } from './images/image.resolvers.ts';
import { importResolvers } from './imports/import.resolvers.ts';
import { stockSubscriptions } from './live/stock-subscriptions.resolvers.ts';
import { productMutations } from './products/product-mutations.resolvers.ts';
import { productResolvers } from './products/product.resolvers.ts';
import { reservationResolvers } from './reservations/reservation.resolvers.ts';
import { searchResolvers } from './search/search.resolvers.ts';
import { stockResolvers } from './stock/stock.resolvers.ts';
import { variantResolvers } from './variants/variant.resolvers.ts';
import { vendorResolvers } from './vendors/vendor.resolvers.ts';

export const typeDefs = loadTypeDefs(new URL('.', import.meta.url));

const features: readonly ResolverMap[] = [
  productResolvers,
  productMutations,
  variantResolvers,
  categoryResolvers,
  vendorResolvers,
  stockResolvers,
  stockSubscriptions,
  reservationResolvers,
  searchResolvers,
  imageResolvers,
  importResolvers,
];

/** Features bring root fields of their own, so types that several of them name are merged field by field. */
export const resolvers: ResolverMap = merge(features);

function merge(maps: readonly ResolverMap[]): ResolverMap {
  const merged: Record<string, object> = {};
  for (const [type, fields] of maps.flatMap((map) => Object.entries(map))) merged[type] = { ...merged[type], ...fields };
  return merged;
}
