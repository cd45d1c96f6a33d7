import { loadTypeDefs, type ResolverMap } from '@marketgraph/server';
import { notificationResolvers } from './notifications/notification.resolvers.ts';
import { reviewResolvers } from './reviews/review.resolvers.ts';
import { reviewedResolvers } from './reviews/reviewed.resolvers.ts';

export const typeDefs = loadTypeDefs(new URL('.', import.meta.url));

const features: readonly Readonly<Record<string, object>>[] = [reviewResolvers, reviewedResolvers, notificationResolvers];

/** Features may each have root fields: those are put together, every other type stands in one of them only. */
export const resolvers: ResolverMap = Object.fromEntries(
  [...new Set(features.flatMap((feature) => Object.keys(feature)))].map((type) => [type, Object.assign({}, ...features.map((feature) => feature[type] ?? {})) as object]),
);
