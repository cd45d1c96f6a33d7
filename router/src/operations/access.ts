import type { Viewer } from '@marketgraph/contracts';
import { forbidden, mayUse, readAuthRules, unauthenticated, type AuthRule } from '@marketgraph/server';
import type { GraphQLError, OperationTypeNode } from 'graphql';

/** Why a viewer may not use a root field; `undefined` where it may. */
export type RootFieldRefusal = (operation: OperationTypeNode, field: string, viewer: Viewer) => GraphQLError | undefined;

const ROOT_TYPES: Readonly<Record<OperationTypeNode, string>> = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' };

/**
 * The `@auth` rules of root fields, from the supergraph's text. Subgraphs enforce all rules themselves: this only saves
 * the fetch that would be refused, so everything that depends on data is left to them.
 */
export function createRootFieldRefusal(supergraphSdl: string): RootFieldRefusal {
  const roots = new Set(Object.values(ROOT_TYPES));
  const rules = new Map<string, AuthRule>();
  for (const { type, field, rule } of readAuthRules(supergraphSdl)) if (roots.has(type)) rules.set(`${type}.${field}`, rule);
  return (operation, field, viewer) => {
    // Introspection has no rule; validation has decided about it.
    if (field.startsWith('__')) return undefined;
    const rule = rules.get(`${ROOT_TYPES[operation]}.${field}`);
    if (rule !== undefined && mayUse(rule, viewer)) return undefined;
    return viewer.kind === 'guest' ? unauthenticated() : forbidden();
  };
}
