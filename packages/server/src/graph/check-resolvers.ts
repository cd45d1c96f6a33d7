import { isAbstractType, isEnumType, isObjectType, isScalarType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import type { ResolverMap } from './subgraph.types.ts';

const FEDERATION_FIELDS: ReadonlySet<string> = new Set(['_entities', '_service']);

/** A resolver that matches no field is a misspelling, and a root field without a resolver answers null for ever. */
export function checkResolvers(schema: GraphQLSchema, resolvers: ResolverMap, problem: (text: string) => void): void {
  for (const [typeName, entries] of Object.entries(resolvers)) {
    const known = namesOf(schema, typeName);
    if (known === undefined) problem(`resolvers name the type ${typeName}, which the schema does not have`);
    else for (const name of Object.keys(entries)) if (!known(name)) problem(`resolvers name ${typeName}.${name}, which the schema does not have`);
  }
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const name of fieldNames(type)) {
      if (entryOf(resolvers, type, name) === undefined) problem(`${type?.name}.${name} has no resolver`);
    }
  }
  const subscription = schema.getSubscriptionType();
  for (const name of fieldNames(subscription)) {
    const entry = entryOf(resolvers, subscription, name);
    if (typeof entry !== 'object' || entry === null || !('subscribe' in entry)) problem(`Subscription.${name} has no subscribe`);
  }
}

function namesOf(schema: GraphQLSchema, typeName: string): ((name: string) => boolean) | undefined {
  const type = schema.getType(typeName);
  if (isObjectType(type)) return (name) => name === '__resolveReference' || name === '__isTypeOf' || name in type.getFields();
  if (isAbstractType(type)) return (name) => name === '__resolveType';
  if (isEnumType(type)) return (name) => type.getValue(name) !== undefined;
  if (isScalarType(type)) return () => true;
  return undefined;
}

function fieldNames(type: GraphQLObjectType | null | undefined): string[] {
  return Object.keys(type?.getFields() ?? {}).filter((name) => !FEDERATION_FIELDS.has(name));
}

function entryOf(resolvers: ResolverMap, type: GraphQLObjectType | null | undefined, field: string): unknown {
  const entries: object | undefined = resolvers[type?.name ?? ''];
  return entries === undefined ? undefined : (Reflect.get(entries, field) as unknown);
}
