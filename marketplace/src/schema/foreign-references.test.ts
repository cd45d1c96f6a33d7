import { readFileSync } from 'node:fs';
import { ID_KINDS, SUBGRAPHS, type SubgraphName } from '@marketgraph/kernel';
import { Kind, parse, type ObjectTypeDefinitionNode, type ObjectTypeExtensionNode, type TypeNode } from 'graphql';
import { expect, it } from 'vitest';

it('what leads to another subgraph is nullable: an outage there must not take the page with it', () => {
  expect(SUBGRAPHS.flatMap(requiredReferences).toSorted()).toEqual([]);
});

function requiredReferences(subgraph: SubgraphName): string[] {
  return objectTypes(subgraph).flatMap((type) =>
    (type.fields ?? [])
      .filter(({ name, type: fieldType, directives = [] }) => {
        const owner = ownerOf(type.name.value);
        const isMention = name.value === 'id' || directives.some((directive) => directive.name.value === 'external');
        // What one subgraph adds to another's entity, and where one's own lead to another's.
        const isAddition = owner !== undefined && owner !== subgraph && !isMention && fieldType.kind === Kind.NON_NULL_TYPE;
        return isAddition || leadsElsewhere(fieldType, subgraph);
      })
      .map((field) => `${subgraph}: ${type.name.value}.${field.name.value}`),
  );
}

/** Whether some entity of another subgraph in it may not be null. */
function leadsElsewhere(type: TypeNode, subgraph: SubgraphName): boolean {
  if (type.kind === Kind.LIST_TYPE) return leadsElsewhere(type.type, subgraph);
  if (type.kind === Kind.NAMED_TYPE) return false;
  if (type.type.kind === Kind.LIST_TYPE) return leadsElsewhere(type.type, subgraph);
  const owner = ownerOf(type.type.name.value);
  return owner !== undefined && owner !== subgraph;
}

function ownerOf(type: string): SubgraphName | undefined {
  return Object.hasOwn(ID_KINDS, type) ? ID_KINDS[type as keyof typeof ID_KINDS].owner : undefined;
}

function objectTypes(subgraph: SubgraphName): (ObjectTypeDefinitionNode | ObjectTypeExtensionNode)[] {
  const { definitions } = parse(readFileSync(new URL(`../../../schema/subgraphs/${subgraph}.graphql`, import.meta.url), 'utf8'), { noLocation: true });
  return definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION);
}
