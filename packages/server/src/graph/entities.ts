import { isObjectType, type GraphQLError, type GraphQLFieldResolver, type GraphQLResolveInfo, type GraphQLSchema, type GraphQLUnionType } from 'graphql';
import type { RuleTable } from '../auth/rule-table.ts';
import { mayEnter, refusalOf, type AuthRule } from '../auth/rules.ts';
import { badUserInput } from '../errors/errors.ts';
import type { BaseContext } from './subgraph.types.ts';

type ResolveReference = (reference: object, context: BaseContext, info: GraphQLResolveInfo) => unknown;

interface Entity {
  readonly name: string;
  readonly rule: AuthRule;
  readonly resolveReference: ResolveReference | undefined;
}

/** Tells the union which entity a row is, without a property that anybody else would see. */
const ENTITY = Symbol('entity');
interface Row {
  [ENTITY]?: string;
  readonly __typename?: string;
}

/**
 * Root fields are passed by here, so each type's own rule is checked before its reference is resolved. One refused or
 * broken reference is an error at its own place in the list and leaves the others alone. (Apollo's resolver makes a
 * promise for every entity, fails the whole list for one, and knows nothing of rules.)
 */
export function installEntities(schema: GraphQLSchema, union: GraphQLUnionType, table: RuleTable): void {
  const entities = new Map<string, Entity>();
  for (const type of union.getTypes()) {
    const rule = table.ofType(type);
    if (rule !== undefined) entities.set(type.name, { name: type.name, rule, resolveReference: referenceResolverOf(schema, type.name) });
  }
  union.resolveType = (value: Row) => value[ENTITY] ?? value['__typename'];

  const resolve: GraphQLFieldResolver<unknown, BaseContext, { representations: readonly object[] }> = (_source, args, context, info) =>
    args.representations.map((reference) => resolveOne(entities, reference, context, info));
  const field = schema.getQueryType()?.getFields()['_entities'];
  if (field === undefined) throw new Error('a schema with entities has Query._entities');
  field.resolve = resolve as GraphQLFieldResolver<unknown, unknown>;
}

function resolveOne(entities: ReadonlyMap<string, Entity>, reference: object, context: BaseContext, info: GraphQLResolveInfo): unknown {
  const entity = entities.get((reference as Row)['__typename'] ?? '');
  if (entity === undefined) return badUserInput('A representation names no entity of this subgraph.');
  if (!mayEnter(entity.rule, context.viewer)) return refusalOf(entity.rule, context.viewer);
  if (entity.resolveReference === undefined) return reference;
  try {
    const found = entity.resolveReference(reference, context, info);
    return found instanceof Promise ? found.then((row: unknown) => named(row, entity.name)) : named(found, entity.name);
  } catch (error) {
    return asError(error);
  }
}

function named(row: unknown, name: string): unknown {
  if (row === null || typeof row !== 'object' || row instanceof Error) return row;
  if (!Object.isExtensible(row)) return { ...row, __typename: name };
  (row as Row)[ENTITY] = name;
  return row;
}

function asError(error: unknown): Error | GraphQLError {
  return error instanceof Error ? error : new Error('a reference resolver threw what is no error', { cause: error });
}

function referenceResolverOf(schema: GraphQLSchema, name: string): ResolveReference | undefined {
  const type = schema.getType(name);
  if (!isObjectType(type)) return undefined;
  const apollo = type.extensions['apollo'] as { subgraph?: { resolveReference?: ResolveReference } } | undefined;
  return apollo?.subgraph?.resolveReference;
}
