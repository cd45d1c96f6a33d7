import { Kind, parse, visit, type ASTNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { resolvers, typeDefs } from './schema.ts';

const DESCRIBED: ReadonlySet<string> = new Set([
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.UNION_TYPE_DEFINITION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
  Kind.FIELD_DEFINITION,
  Kind.INPUT_VALUE_DEFINITION,
  Kind.ENUM_VALUE_DEFINITION,
]);

function nameOf(node: ASTNode): string {
  return 'name' in node && node.name !== undefined && 'value' in node.name ? node.name.value : node.kind;
}

describe('the schema', () => {
  it('describes every type, field, argument and value', () => {
    const bare: string[] = [];
    visit(parse(typeDefs), {
      enter: (node) => {
        if (DESCRIBED.has(node.kind) && !('description' in node && node.description !== undefined)) bare.push(nameOf(node));
      },
    });
    expect(bare).toEqual([]);
  });

  it('answers every mutation with a union whose success is named after it', () => {
    const unions = new Map<string, string[]>();
    const mutations: { name: string; result: string }[] = [];
    visit(parse(typeDefs), {
      UnionTypeDefinition: (node) => {
        unions.set(node.name.value, (node.types ?? []).map((type) => type.name.value));
      },
      ObjectTypeExtension: (node) => {
        if (node.name.value !== 'Mutation') return;
        for (const field of node.fields ?? []) {
          const type = field.type.kind === Kind.NON_NULL_TYPE ? field.type.type : field.type;
          mutations.push({ name: field.name.value, result: type.kind === Kind.NAMED_TYPE ? type.name.value : '' });
        }
      },
    });
    expect(mutations.map(({ name }) => name).toSorted()).toEqual(Object.keys(resolvers['Mutation'] ?? {}).toSorted());
    for (const { name, result } of mutations) {
      const noun = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
      expect(result).toBe(`${noun}Result`);
      expect(unions.get(result)?.[0]).toBe(`${noun}Success`);
    }
  });
});
