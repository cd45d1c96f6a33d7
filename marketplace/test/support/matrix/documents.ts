import { readFileSync } from 'node:fs';
import { ACCESS_BY_SUBGRAPH, type RootField } from '@marketgraph/contracts';
import { SUBGRAPHS, type SubgraphName } from '@marketgraph/kernel';
import { Kind, parse, print, type DefinitionNode, type FieldDefinitionNode, type TypeNode } from 'graphql';
import { must } from '../must.ts';

export interface RootOperation {
  readonly kind: 'Query' | 'Mutation' | 'Subscription';
  readonly field: string;
  readonly subgraph: SubgraphName;
  readonly document: string;
}

type Definitions = ReadonlyMap<string, readonly DefinitionNode[]>;

/** One operation for each root field, with its arguments as variables, that selects as little as shows whether it answered. */
export function writeOperations(): ReadonlyMap<RootField, RootOperation> {
  return new Map(SUBGRAPHS.flatMap((name) => operationsOf(name)));
}

function operationsOf(subgraph: SubgraphName): [RootField, RootOperation][] {
  const definitions = read(subgraph);
  return (Object.keys(ACCESS_BY_SUBGRAPH[subgraph]) as RootField[]).map((root) => {
    const [kind = '', name = ''] = root.split('.');
    const field = must(fieldsOf(definitions, kind).find((candidate) => candidate.name.value === name), `field ${root} in the schema of ${subgraph}`);
    return [root, { kind: kind as RootOperation['kind'], field: name, subgraph, document: documentOf(definitions, kind, field) }];
  });
}

function read(subgraph: SubgraphName): Definitions {
  const { definitions } = parse(readFileSync(new URL(`../../../../schema/subgraphs/${subgraph}.graphql`, import.meta.url), 'utf8'), { noLocation: true });
  return Map.groupBy(definitions, (definition) => ('name' in definition ? (definition.name?.value ?? '') : ''));
}

function fieldsOf(definitions: Definitions, type: string): FieldDefinitionNode[] {
  return (definitions.get(type) ?? []).flatMap((definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION ? [...(definition.fields ?? [])] : [],
  );
}

function documentOf(definitions: Definitions, kind: string, field: FieldDefinitionNode): string {
  const given = field.arguments ?? [];
  const declared = given.map(({ name, type }) => `$${name.value}: ${print(type)}`).join(', ');
  const passed = given.map(({ name }) => `${name.value}: $${name.value}`).join(', ');
  const call = passed === '' ? field.name.value : `${field.name.value}(${passed})`;
  return `${kind.toLowerCase()} Ask${declared === '' ? '' : `(${declared})`} { ${call}${selectionOf(definitions, field.type)} }`;
}

function selectionOf(definitions: Definitions, type: TypeNode): string {
  const name = namedType(type);
  const [definition] = definitions.get(name) ?? [];
  if (definition?.kind === Kind.UNION_TYPE_DEFINITION) {
    const fails = (definition.types ?? []).some((member) => isUserError(definitions, member.name.value));
    return ` { __typename${fails ? ' ... on UserError { code message }' : ''} }`;
  }
  const fields = new Set(fieldsOf(definitions, name).map((field) => field.name.value));
  if (fields.size === 0) return '';
  return ` { __typename${fields.has('id') ? ' id' : ''}${fields.has('nodes') ? ' nodes { __typename }' : ''} }`;
}

function isUserError(definitions: Definitions, type: string): boolean {
  return (definitions.get(type) ?? []).some((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION && (definition.interfaces ?? []).some(({ name }) => name.value === 'UserError'));
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
