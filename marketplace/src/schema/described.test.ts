import { readFileSync } from 'node:fs';
import { buildSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType, isSpecifiedScalarType, type GraphQLArgument, type GraphQLNamedType } from 'graphql';
import { expect, it } from 'vitest';

const schema = buildSchema(readFileSync(new URL('../../../schema/api.graphql', import.meta.url), 'utf8'));
const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);

function withoutDescription(type: GraphQLNamedType): string[] {
  const own = type.description || ROOTS.has(type.name) ? [] : [type.name];
  if (isEnumType(type)) return [...own, ...type.getValues().filter((value) => !value.description).map((value) => `${type.name}.${value.name}`)];
  if (isInputObjectType(type)) return [...own, ...Object.values(type.getFields()).filter((field) => !field.description).map((field) => `${type.name}.${field.name}`)];
  if (!isObjectType(type) && !isInterfaceType(type)) return own;
  const fields = Object.values(type.getFields());
  return [
    ...own,
    ...fields.filter((field) => !field.description).map((field) => `${type.name}.${field.name}`),
    ...fields.flatMap((field) => field.args.filter((argument: GraphQLArgument) => !argument.description).map((argument) => `${type.name}.${field.name}(${argument.name}:)`)),
  ];
}

it('describes every type, field, argument and value to the people who read it in the explorer', () => {
  const types = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type));
  expect(types.length).toBeGreaterThan(100);
  expect(types.flatMap(withoutDescription)).toEqual([]);
});

it('returns what fails as data: every mutation answers with a union or null', () => {
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
  expect(mutations.filter((field) => !/Result!?$/.test(String(field.type))).map((field) => field.name)).toEqual([]);
});
