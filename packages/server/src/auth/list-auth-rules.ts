import { Kind, parse, type FieldDefinitionNode, type GraphQLSchema, type ObjectTypeDefinitionNode } from 'graphql';
import { directivesOf, hasDirective, readRules } from './read-rule.ts';
import { createRuleTable, isFederationField, isResolvableFalse } from './rule-table.ts';
import { PUBLIC, type AuthRule, type FieldRule } from './rules.ts';

/** For fields that a subgraph without rules has brought into the graph. */
const NOBODY: AuthRule = { kind: 'internal', callers: [] };

/** Every field of every object type of a subgraph's schema with the rule it is under, in the order of the schema. */
export function listAuthRules(schema: GraphQLSchema): FieldRule[] {
  const table = createRuleTable(schema, () => undefined);
  return table.objectTypes.flatMap((type) =>
    Object.keys(type.getFields()).flatMap((field): FieldRule[] => {
      const rule = table.effective(type, field);
      if (rule === undefined || isFederationField(type, field)) return [];
      return [{ type: type.name, field, rule, source: table.ofField(type, field) === undefined ? 'type' : 'field' }];
    }),
  );
}

/**
 * The same from the supergraph's SDL, where composed directives are kept: the composed schema object has lost them.
 * Where subgraphs disagree about a type, the strictest wins; see {@link listAuthConflicts}.
 */
export function readAuthRules(supergraphSdl: string): FieldRule[] {
  return objectTypes(supergraphSdl).flatMap((type) => {
    const typeRule = strictest(rulesOn(type)) ?? (isMentionOnly(type) ? PUBLIC : NOBODY);
    return (type.fields ?? []).map((field): FieldRule => {
      const own = strictest(rulesOn(field));
      return { type: type.name.value, field: field.name.value, rule: own ?? typeRule, source: own === undefined ? 'type' : 'field' };
    });
  });
}

/** Types and fields of the supergraph for which subgraphs gave different rules: composition itself does not mind. */
export function listAuthConflicts(supergraphSdl: string): string[] {
  return objectTypes(supergraphSdl).flatMap((type) => [
    ...(rulesOn(type).length > 1 ? [type.name.value] : []),
    ...(type.fields ?? []).filter((field) => rulesOn(field).length > 1).map((field) => `${type.name.value}.${field.name.value}`),
  ]);
}

function objectTypes(sdl: string): ObjectTypeDefinitionNode[] {
  return parse(sdl, { noLocation: true })
    .definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION)
    .filter((type) => !type.name.value.includes('__') && hasDirective([type], 'join__type'));
}

/** The owner of the entity is not part of this supergraph. */
function isMentionOnly(type: ObjectTypeDefinitionNode): boolean {
  const joins = directivesOf([type]).filter((directive) => directive.name.value === 'join__type');
  return joins.every((join) => join.arguments?.some(isResolvableFalse));
}

function rulesOn(node: ObjectTypeDefinitionNode | FieldDefinitionNode): AuthRule[] {
  return readRules([node], () => undefined);
}

function strictest(rules: readonly AuthRule[]): AuthRule | undefined {
  return rules.find((rule) => rule.kind === 'internal') ?? rules.find((rule) => rule.kind === 'auth') ?? rules[0];
}
