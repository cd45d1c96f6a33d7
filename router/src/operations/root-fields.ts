import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  type FieldNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Fragments } from '../limits/shape.ts';

/** The root fields that will run, by response name, in the order of the answer. */
export function rootFields(operation: OperationDefinitionNode, fragments: Fragments, coerced: Readonly<Record<string, unknown>>): ReadonlyMap<string, FieldNode> {
  const fields = new Map<string, FieldNode>();
  collect(operation.selectionSet);
  return fields;

  function collect(set: SelectionSetNode): void {
    for (const selection of set.selections) {
      if (!isWanted(selection, coerced)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = responseName(selection);
        if (!fields.has(key)) fields.set(key, selection);
      } else {
        const inner = innerOf(selection, fragments);
        if (inner !== undefined) collect(inner);
      }
    }
  }
}

/** The operation without some of its root fields; fragments at the root are written out. */
export function withoutRootFields(operation: OperationDefinitionNode, fragments: Fragments, unwanted: ReadonlySet<string>): OperationDefinitionNode {
  return { ...operation, selectionSet: { ...operation.selectionSet, selections: keep(operation.selectionSet) } };

  function keep(set: SelectionSetNode): SelectionNode[] {
    return set.selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FIELD) return unwanted.has(responseName(selection)) ? [] : [selection];
      const inner = innerOf(selection, fragments);
      const selections = inner === undefined ? [] : keep(inner);
      if (selections.length === 0) return [];
      return [{ kind: Kind.INLINE_FRAGMENT, directives: selection.directives ?? [], selectionSet: { kind: Kind.SELECTION_SET, selections } }];
    });
  }
}

function innerOf(selection: Exclude<SelectionNode, FieldNode>, fragments: Fragments): SelectionSetNode | undefined {
  return selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : fragments.get(selection.name.value)?.selectionSet;
}

function isWanted(selection: SelectionNode, coerced: Readonly<Record<string, unknown>>): boolean {
  if (selection.directives === undefined || selection.directives.length === 0) return true;
  if (getDirectiveValues(GraphQLSkipDirective, selection, coerced)?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, selection, coerced)?.['if'] !== false;
}

export function responseName(field: FieldNode): string {
  return field.alias?.value ?? field.name.value;
}
