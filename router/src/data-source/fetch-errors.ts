import { Kind, parse, type GraphQLFormattedError, type SelectionSetNode } from 'graphql';
import type { SubgraphCall } from './source.ts';

/** One outage is one piece of news: a page of a hundred products does not need a hundred copies of it. */
const MAX_ERRORS = 25;

interface FetchShape {
  /** Response names at the root, for a fetch of root fields. */
  readonly rootKeys: readonly string[];
  /** By type condition, for a fetch of entities; `undefined` for one of root fields. */
  readonly entityKeys: ReadonlyMap<string, readonly string[]> | undefined;
}

/**
 * The errors of a fetch that got no answer, each at the field that is missing. The engine moves them to where the field
 * stands in the client's operation; an error without a path would leave clients guessing what is null and why.
 */
export function errorsOfFetch(call: Pick<SubgraphCall, 'query' | 'variables'>, error: GraphQLFormattedError): GraphQLFormattedError[] {
  const { rootKeys, entityKeys } = readShape(call.query);
  if (entityKeys === undefined) return rootKeys.map((key) => ({ ...error, path: [key] }));
  const errors: GraphQLFormattedError[] = [];
  const representations = call.variables['representations'];
  for (const [index, representation] of (Array.isArray(representations) ? representations : []).entries()) {
    const type = (representation as Record<string, unknown> | null)?.['__typename'];
    const keys = (typeof type === 'string' ? entityKeys.get(type) : undefined) ?? [...new Set([...entityKeys.values()].flat())];
    for (const key of keys) {
      if (errors.length === MAX_ERRORS) return errors;
      errors.push({ ...error, path: ['_entities', index, key] });
    }
  }
  return errors;
}

function readShape(query: string): FetchShape {
  const operation = parse(query, { noLocation: true }).definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) return { rootKeys: [], entityKeys: undefined };
  const entities = operation.selectionSet.selections.find((selection) => selection.kind === Kind.FIELD && selection.name.value === '_entities');
  if (entities?.kind !== Kind.FIELD || entities.selectionSet === undefined) return { rootKeys: responseNames(operation.selectionSet), entityKeys: undefined };
  const entityKeys = new Map<string, readonly string[]>();
  for (const selection of entities.selectionSet.selections) {
    if (selection.kind !== Kind.INLINE_FRAGMENT || selection.typeCondition === undefined) continue;
    const type = selection.typeCondition.name.value;
    entityKeys.set(type, [...(entityKeys.get(type) ?? []), ...responseNames(selection.selectionSet)]);
  }
  return { rootKeys: [], entityKeys };
}

function responseNames(set: SelectionSetNode): string[] {
  const names: string[] = [];
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      if (selection.name.value !== '__typename') names.push(selection.alias?.value ?? selection.name.value);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      names.push(...responseNames(selection.selectionSet));
    }
  }
  return names;
}
