import { isObjectType, Kind, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { directivesOf, hasDirective, readRules, type Annotated } from './read-rule.ts';
import { PUBLIC, type AuthRule } from './rules.ts';

/** The rules of a schema as they are written. Roots have no rule of their own: each of their fields has. */
export interface RuleTable {
  readonly objectTypes: readonly GraphQLObjectType[];
  isRoot(type: GraphQLObjectType): boolean;
  ofType(type: GraphQLObjectType): AuthRule | undefined;
  /** What stands on the field itself. */
  ofField(type: GraphQLObjectType, field: string): AuthRule | undefined;
  /** What the field is under: its own rule or else its type's. */
  effective(type: GraphQLObjectType, field: string): AuthRule | undefined;
}

/** Added by federation and introspection; they are guarded separately or not at all. */
const FEDERATION_FIELDS: ReadonlySet<string> = new Set(['_entities', '_service']);

export function isFederationField(type: GraphQLObjectType, field: string): boolean {
  return type.name === 'Query' && FEDERATION_FIELDS.has(field);
}

export function nodesOf(type: GraphQLObjectType): readonly (Annotated | null | undefined)[] {
  return [type.astNode, ...type.extensionASTNodes];
}

/** The mention of another subgraph's entity by its key, which holds nothing to guard. */
export function isStub(type: GraphQLObjectType): boolean {
  const keys = directivesOf(nodesOf(type)).filter((directive) => directive.name.value === 'key');
  return keys.length > 0 && keys.every((key) => key.arguments?.some(isResolvableFalse));
}

export function isInaccessible(nodes: readonly (Annotated | null | undefined)[]): boolean {
  return hasDirective(nodes, 'inaccessible');
}

export function createRuleTable(schema: GraphQLSchema, problem: (text: string) => void): RuleTable {
  const roots = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
  const objectTypes = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => !type.name.startsWith('_'));
  const types = new Map<string, AuthRule>();
  const fields = new Map<string, AuthRule>();
  for (const type of objectTypes) {
    const rule = only(type.name, nodesOf(type), problem) ?? (isStub(type) ? PUBLIC : undefined);
    if (rule !== undefined) types.set(type.name, rule);
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${type.name}.${field.name}`;
      const own = only(coordinate, [field.astNode], problem);
      if (own !== undefined) fields.set(coordinate, own);
    }
  }
  const ofField = (type: GraphQLObjectType, field: string): AuthRule | undefined => fields.get(`${type.name}.${field}`);
  const isRoot = (type: GraphQLObjectType): boolean => roots.has(type);
  return {
    objectTypes,
    isRoot,
    ofType: (type) => types.get(type.name),
    ofField,
    effective: (type, field) => ofField(type, field) ?? (isRoot(type) ? undefined : types.get(type.name)),
  };
}

function only(coordinate: string, nodes: readonly (Annotated | null | undefined)[], problem: (text: string) => void): AuthRule | undefined {
  const rules = readRules(nodes, (text) => problem(`${coordinate}: ${text}`));
  if (rules.length > 1) problem(`${coordinate} has more than one of @public, @auth and @internal`);
  return rules[0];
}

export function isResolvableFalse(argument: { name: { value: string }; value: { kind: string; value?: unknown } }): boolean {
  return argument.name.value === 'resolvable' && argument.value.kind === Kind.BOOLEAN && argument.value.value === false;
}
