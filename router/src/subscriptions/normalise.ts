import { Kind, parse, visit, type DocumentNode, type FieldNode, type OperationDefinitionNode, type SelectionSetNode, type ValueNode, type VariableDefinitionNode } from 'graphql';
import { routerError } from '../errors/router-error.ts';
import type { LiveField } from './live-fields.ts';

/** Begins the names of the router's own in the upstream operation, which no client may use. */
const RESERVED = 'marketgraph_';
export const SINCE_VARIABLE = `${RESERVED}since`;
export const SEQ_ALIAS = `${RESERVED}seq`;
export const GAP_ALIAS = `${RESERVED}gap`;

export interface Normalised {
  /** What the owner is asked for: with the place in the stream, and `since` as a variable of ours. */
  readonly upstream: DocumentNode;
  /** What clients get. */
  readonly shown: DocumentNode;
  readonly root: FieldNode;
  /** Names of the client's variables that are still used. */
  readonly variables: ReadonlySet<string>;
  /** What the client wrote for `since`. */
  readonly since: ValueNode | undefined;
}

/**
 * `text` is the operation with its fragments expanded. Clients that differ in nothing but names, unused variables and the
 * place they resume from get the same text, and therefore share one stream.
 */
export function normalise(text: string, live: (rootField: string) => LiveField | undefined): Normalised {
  if (text.includes(RESERVED)) throw routerError('GRAPHQL_VALIDATION_FAILED', `Names that begin with \`${RESERVED}\` are reserved.`);
  const document = parse(text, { noLocation: true });
  const operation = document.definitions[0];
  const root = operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet.selections[0] : undefined;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || root?.kind !== Kind.FIELD) throw new Error('not a subscription with one field');
  const field = live(root.name.value);
  const own = field === undefined ? root : withSince(root);
  const variables = usedVariables(own);
  const definitions = (operation.variableDefinitions ?? []).filter(({ variable }) => variables.has(variable.name.value));
  const shown = documentOf(operation, own, field === undefined ? definitions : [...definitions, SINCE_DEFINITION]);
  const upstream = field === undefined ? shown : documentOf(operation, withPlace(own, field), [...definitions, SINCE_DEFINITION]);
  const since = field === undefined ? undefined : root.arguments?.find((argument) => argument.name.value === 'since')?.value;
  return { upstream, shown, root: own, variables, since };
}

const SINCE_DEFINITION: VariableDefinitionNode = {
  kind: Kind.VARIABLE_DEFINITION,
  variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: SINCE_VARIABLE } },
  type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: 'Int' } },
};

function documentOf({ operation, directives }: OperationDefinitionNode, root: FieldNode, variableDefinitions: readonly VariableDefinitionNode[]): DocumentNode {
  const definition: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation,
    variableDefinitions,
    selectionSet: { kind: Kind.SELECTION_SET, selections: [root] },
    ...(directives === undefined ? {} : { directives }),
  };
  return { kind: Kind.DOCUMENT, definitions: [definition] };
}

function withSince(root: FieldNode): FieldNode {
  const others = (root.arguments ?? []).filter((argument) => argument.name.value !== 'since');
  const since = { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'since' }, value: SINCE_DEFINITION.variable } as const;
  return { ...root, arguments: [...others, since] };
}

function withPlace(root: FieldNode, { hasGap }: LiveField): FieldNode {
  const place = [aliased(SEQ_ALIAS, 'seq'), ...(hasGap ? [aliased(GAP_ALIAS, 'gap')] : [])];
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [...(root.selectionSet?.selections ?? []), ...place] };
  return { ...root, selectionSet };
}

function aliased(alias: string, name: string): FieldNode {
  return { kind: Kind.FIELD, alias: { kind: Kind.NAME, value: alias }, name: { kind: Kind.NAME, value: name } };
}

function usedVariables(root: FieldNode): Set<string> {
  const used = new Set<string>();
  visit(root, {
    Variable: ({ name }) => {
      if (name.value !== SINCE_VARIABLE) used.add(name.value);
    },
  });
  return used;
}
