import { getNamedType, isAbstractType, isObjectType, type GraphQLField, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { implies } from './implies.ts';
import { describeRule, type AuthRule } from './rules.ts';
import { isFederationField, type RuleTable } from './rule-table.ts';

/**
 * A type's rule is checked at run time only where the type is entered by key (`_entities`). Wherever else it can be
 * reached, somebody must have been asked for as much before: this walks from every root field and every entity and
 * reports each field that leads from what the viewer has shown so far into a type that asks for more. Such a field needs
 * a rule of its own, which says that the author has thought about it (`@public` on the user a sign-in answers with).
 * Done once at boot, so that fields without a rule of their own cost nothing per request.
 */
export function checkReach(schema: GraphQLSchema, table: RuleTable, problem: (text: string) => void): void {
  const seen = new Set<string>();
  const reported = new Set<string>();

  function visit(type: GraphQLObjectType, held: readonly AuthRule[]): void {
    const state = `${type.name} ${held.map(describeRule).toSorted().join(' ')}`;
    if (seen.has(state)) return;
    seen.add(state);
    for (const field of Object.values(type.getFields())) {
      if (!isFederationField(type, field.name)) follow(type, field, held);
    }
  }

  function follow(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, held: readonly AuthRule[]): void {
    const own = table.ofField(type, field.name);
    const shown = own === undefined ? held : [...held, own];
    for (const target of objectTypesOf(schema, field)) {
      const wanted = table.ofType(target);
      if (wanted === undefined) continue;
      const coordinate = `${type.name}.${field.name}`;
      const isShown = wanted.kind === 'public' || shown.some((rule) => implies(rule, wanted));
      if (own === undefined && !isShown && !reported.has(coordinate)) {
        reported.add(coordinate);
        problem(
          `${coordinate} leads to ${target.name}, which asks for ${describeRule(wanted)}, but can be reached with ${shown.map(describeRule).join(' and ') || '@public'} only: give the field a rule of its own`,
        );
      }
      visit(target, distinct([...shown, wanted]));
    }
  }

  for (const type of table.objectTypes) {
    const rule = table.ofType(type);
    if (table.isRoot(type)) visit(type, []);
    else if (rule !== undefined && isEntity(type)) visit(type, [rule]);
  }
}

function isEntity(type: GraphQLObjectType): boolean {
  return [type.astNode, ...type.extensionASTNodes].some((node) => node?.directives?.some((directive) => directive.name.value === 'key'));
}

function objectTypesOf(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>): readonly GraphQLObjectType[] {
  const type = getNamedType(field.type);
  if (isObjectType(type)) return [type];
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [];
}

/** Fewer rules make fewer states to walk: what is implied by another says nothing new. */
function distinct(rules: readonly AuthRule[]): AuthRule[] {
  const kept: AuthRule[] = [];
  for (const rule of rules) {
    if (rule.kind !== 'public' && !kept.some((other) => implies(other, rule))) kept.push(rule);
  }
  return kept;
}
