import { badUserInput } from '@marketgraph/server';
import { Kind, type DocumentNode, type FragmentDefinitionNode, type GraphQLError, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import type { Limits } from './limits.ts';

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

export function fragmentsOf(document: DocumentNode): Fragments {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  return fragments;
}

interface Shape {
  readonly depth: number;
  readonly aliases: number;
  readonly fields: number;
}

/** Depth, aliases and root fields: what does not depend on variables, so that it is checked once per document. */
export function checkShape(
  operation: OperationDefinitionNode,
  fragments: Fragments,
  limits: Pick<Limits, 'depth' | 'aliases' | 'rootFields'>,
): GraphQLError | undefined {
  const shape = createMeasure(fragments)(operation.selectionSet);
  if (shape.depth > limits.depth) return badUserInput(`The operation is ${shape.depth} fields deep; ${limits.depth} are allowed.`);
  if (shape.aliases > limits.aliases) return badUserInput(`The operation has more than ${limits.aliases} aliases.`);
  if (shape.fields > limits.rootFields) return badUserInput(`The operation has more than ${limits.rootFields} fields at its root.`);
  return undefined;
}

/** Each fragment is measured once however often it is spread: fragments that double each other would take for ever. */
function createMeasure(fragments: Fragments): (set: SelectionSetNode) => Shape {
  const known = new Map<string, Shape>();

  function ofFragment(name: string): Shape {
    const before = known.get(name);
    if (before !== undefined) return before;
    const fragment = fragments.get(name);
    const shape = fragment === undefined ? { depth: 0, aliases: 0, fields: 0 } : ofSet(fragment.selectionSet);
    known.set(name, shape);
    return shape;
  }

  function ofSet(set: SelectionSetNode): Shape {
    let depth = 0;
    let aliases = 0;
    let fields = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const inner = selection.selectionSet === undefined ? undefined : ofSet(selection.selectionSet);
        depth = Math.max(depth, 1 + (inner?.depth ?? 0));
        aliases += (selection.alias === undefined ? 0 : 1) + (inner?.aliases ?? 0);
        fields += 1;
      } else {
        const inner = selection.kind === Kind.INLINE_FRAGMENT ? ofSet(selection.selectionSet) : ofFragment(selection.name.value);
        depth = Math.max(depth, inner.depth);
        aliases += inner.aliases;
        fields += inner.fields;
      }
    }
    return { depth, aliases, fields };
  }

  return ofSet;
}
