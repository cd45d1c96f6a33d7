import { createSubgraph } from '@marketgraph/server';
import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, type GraphQLArgument, type GraphQLNamedType, type GraphQLSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { REVIEW_SORTS } from './reviews/review-sort.rules.ts';
import { REFUSAL_MESSAGES } from './reviews/review.rules.ts';
import { resolvers, typeDefs } from './schema.ts';
import { NOTIFICATION_KINDS } from './templates/templates.ts';

const unused = (): never => {
  throw new Error('not called: only the schema is made');
};
const schema: GraphQLSchema = createSubgraph({ name: 'social', typeDefs, resolvers, createContext: unused, start: async () => undefined, stop: async () => undefined }).schema;

/** Federation's own and the roots, which common.graphql describes. */
const FOREIGN = /^(_|__|Query$|Mutation$|Subscription$)/;

function bareParts(type: GraphQLNamedType): string[] {
  if (isEnumType(type)) return type.getValues().filter((value) => !value.description).map((value) => `${type.name}.${value.name}`);
  if (!isObjectType(type) && !isInputObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => {
    const args = 'args' in field ? field.args.flatMap(({ name, description }: GraphQLArgument) => (description ? [] : [`${type.name}.${field.name}(${name})`])) : [];
    return field.description ? args : [`${type.name}.${field.name}`, ...args];
  });
}

function valuesOf(name: string): string[] {
  const type = schema.getType(name);
  return isEnumType(type) ? type.getValues().map((value) => value.name) : [];
}

describe('the schema of social', () => {
  it('describes everything', () => {
    const own = Object.values(schema.getTypeMap()).filter(({ name, astNode, extensionASTNodes }) => !name.includes('__') && !name.startsWith('_') && (astNode !== undefined || extensionASTNodes.length > 0));
    expect(own.flatMap((type) => (type.description || FOREIGN.test(type.name) ? [] : [type.name]))).toEqual([]);
    expect(own.flatMap(bareParts).filter((part) => !/^Query\._(entities|service)/.test(part))).toEqual([]);
  });

  it('knows the kinds, orders and reasons that the code knows', () => {
    expect(valuesOf('NotificationKind').toSorted()).toEqual([...NOTIFICATION_KINDS].toSorted());
    expect(valuesOf('ReviewSort')).toEqual([...REVIEW_SORTS]);
    expect(valuesOf('ReviewRefusal').toSorted()).toEqual(Object.keys(REFUSAL_MESSAGES).toSorted());
  });
});
