import { loadTypeDefs, type ResolverMap } from '@marketgraph/server';
import { dashboardResolvers } from './dashboard/dashboard.resolvers.ts';
import { trackingResolvers } from './tracking/tracking.resolvers.ts';

export const typeDefs = loadTypeDefs(new URL('.', import.meta.url));
export const resolvers: ResolverMap = { ...dashboardResolvers, ...trackingResolvers };
