import { isInterfaceType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { checkReach } from './check-reach.ts';
import { readRules } from './read-rule.ts';
import { isFederationField, isInaccessible, nodesOf, type RuleTable } from './rule-table.ts';

/** Everything that keeps a schema from booting for its rules: deny by default means that a forgotten rule is an error. */
export function checkRules(schema: GraphQLSchema, table: RuleTable, problem: (text: string) => void): void {
  for (const type of table.objectTypes) {
    if (!table.isRoot(type)) checkType(type, table, problem);
    for (const name of Object.keys(type.getFields())) {
      if (!isFederationField(type, name)) checkField(type, name, table, problem);
    }
  }
  checkInterfaces(schema, problem);
  checkReach(schema, table, problem);
}

function checkType(type: GraphQLObjectType, table: RuleTable, problem: (text: string) => void): void {
  const rule = table.ofType(type);
  if (rule === undefined) problem(`type ${type.name} has none of @public, @auth and @internal`);
  if (rule?.kind === 'internal' && !isInaccessible(nodesOf(type))) problem(`type ${type.name} is @internal but not @inaccessible`);
}

function checkField(type: GraphQLObjectType, name: string, table: RuleTable, problem: (text: string) => void): void {
  const coordinate = `${type.name}.${name}`;
  const own = table.ofField(type, name);
  if (table.isRoot(type) && own === undefined) problem(`${coordinate} has none of @public, @auth and @internal`);
  const typeRule = table.isRoot(type) ? undefined : table.ofType(type);
  if (own?.kind === 'public' && typeRule !== undefined && typeRule.kind !== 'public') {
    problem(`${coordinate} is @public in a type that is not: a field may only tighten`);
  }
  const astNode = type.getFields()[name]?.astNode;
  if (own?.kind === 'internal' && !isInaccessible([astNode]) && !isInaccessible(nodesOf(type))) {
    problem(`${coordinate} is @internal but not @inaccessible`);
  }
}

/** Execution runs the object's fields, never the interface's, so a rule there would guard nothing. */
function checkInterfaces(schema: GraphQLSchema, problem: (text: string) => void): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (readRules([field.astNode], problem).length > 0) {
        problem(`${type.name}.${field.name}: a rule on an interface's field guards nothing; write it on the types that implement it`);
      }
    }
  }
}
