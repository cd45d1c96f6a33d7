import { defaultFieldResolver, type GraphQLField, type GraphQLFieldResolver } from 'graphql';
import type { BaseContext } from '../graph/subgraph.types.ts';
import { isFederationField, type RuleTable } from './rule-table.ts';
import { mayUse, refusalOf, type AuthRule } from './rules.ts';

type Field = GraphQLField<unknown, BaseContext>;
type Resolver = GraphQLFieldResolver<unknown, BaseContext>;

/**
 * Puts a guard before every field that has a rule of its own other than `@public`; all other fields keep their resolvers
 * untouched. A subscription is guarded where it begins: its events run as the viewer who was let in.
 */
export function enforceRules(table: RuleTable): void {
  for (const type of table.objectTypes) {
    for (const field of Object.values(type.getFields()) as Field[]) {
      const rule = table.ofField(type, field.name);
      if (rule === undefined || rule.kind === 'public' || isFederationField(type, field.name)) continue;
      if (field.subscribe === undefined) field.resolve = guarded(rule, field.resolve ?? defaultFieldResolver);
      else field.subscribe = guarded(rule, field.subscribe);
    }
  }
}

function guarded(rule: AuthRule, resolve: Resolver): Resolver {
  return (source, args, context, info) => {
    if (!mayUse(rule, context.viewer)) throw refusalOf(rule, context.viewer);
    return resolve(source, args, context, info) as unknown;
  };
}
