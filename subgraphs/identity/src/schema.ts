import { loadTypeDefs, type ResolverMap } from '@marketgraph/server';
import { accountResolvers } from './accounts/account.resolvers.ts';
import { internalResolvers } from './internal/internal.resolvers.ts';
import { profileResolvers } from './profile/profile.resolvers.ts';
import { sessionResolvers } from './sessions/session.resolvers.ts';
import { teamResolvers } from './team/team.resolvers.ts';
import { vendorMutationResolvers } from './vendors/vendor-mutations.resolvers.ts';
import { vendorResolvers } from './vendors/vendor.resolvers.ts';

export const typeDefs = loadTypeDefs(new URL('.', import.meta.url));

/** Features add fields to one another's types (a vendor's team), so types are merged field by field. */
function merge(...maps: readonly ResolverMap[]): ResolverMap {
  const merged = new Map<string, object>();
  for (const map of maps) {
    for (const [type, fields] of Object.entries(map)) merged.set(type, { ...merged.get(type), ...fields });
  }
  return Object.fromEntries(merged);
}

export const resolvers = merge(
  accountResolvers,
  sessionResolvers,
  profileResolvers,
  vendorResolvers,
  vendorMutationResolvers,
  teamResolvers,
  internalResolvers,
);
