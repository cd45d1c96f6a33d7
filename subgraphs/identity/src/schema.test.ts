import { createSubgraph } from '@marketgraph/server';
import { isEnumType, isInputObjectType, isObjectType, type GraphQLField, type GraphQLInputField, type GraphQLNamedType, type GraphQLSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { resolvers, typeDefs } from './schema.ts';

function boot(): GraphQLSchema {
  const unused = (): never => {
    throw new Error('not called: only the schema is made');
  };
  return createSubgraph({ name: 'identity', typeDefs, resolvers, createContext: unused, start: async () => undefined, stop: async () => undefined }).schema;
}

function bareFields(type: GraphQLNamedType): string[] {
  if (isEnumType(type)) return type.getValues().filter((value) => !value.description).map((value) => `${type.name}.${value.name}`);
  if (!isObjectType(type) && !isInputObjectType(type)) return [];
  const fields: (GraphQLField<unknown, unknown> | GraphQLInputField)[] = Object.values(type.getFields());
  return fields.flatMap((field) => {
    const parts = [{ name: `${type.name}.${field.name}`, description: field.description }];
    if ('args' in field) parts.push(...field.args.map(({ name, description }) => ({ name: `${type.name}.${field.name}(${name})`, description })));
    return parts.filter(({ description }) => !description).map(({ name }) => name);
  });
}

/** Federation's own. */
const FOREIGN = /^(_|federation__|link__|Query$|Mutation$|Subscription$)/;

describe('the schema of identity', () => {
  it('boots: every root field has its rule and its resolver', () => {
    const schema = boot();
    expect(Object.keys(schema.getQueryType()?.getFields() ?? {}).filter((name) => !name.startsWith('_')).toSorted()).toEqual([
      'internalJwks', 'internalRecipients', 'internalSession', 'internalVendorContacts', 'sessions', 'vendor', 'vendorApplications', 'vendors', 'viewer',
    ]);
    expect(Object.keys(schema.getMutationType()?.getFields() ?? {})).toHaveLength(28);
    expect(Object.keys(schema.getSubscriptionType()?.getFields() ?? {})).toEqual(['internalSessionFeed']);
  });

  it('describes everything', () => {
    const bare: string[] = [];
    for (const type of Object.values(boot().getTypeMap())) {
      if (FOREIGN.test(type.name) || (type.astNode === undefined && type.extensionASTNodes.length === 0)) continue;
      if (type.description === undefined || type.description === null) bare.push(type.name);
      bare.push(...bareFields(type));
    }
    expect(bare).toEqual([]);
  });
});
