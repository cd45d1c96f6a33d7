import { badUserInput } from '@marketgraph/server';
import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  isInterfaceType,
  Kind,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLError,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import type { Limits } from './limits.ts';
import type { Fragments } from './shape.ts';

/** Arguments that say how many items come back. */
const PAGE_ARGUMENTS = ['first', 'last'] as const;
/** What a page holds when the client does not say. */
const DEFAULT_PAGE = 20;
/** What a list without a page size is taken for. */
const DEFAULT_LIST = 10;
/** One walk over the whole schema. */
const INTROSPECTION = 5_000;

export interface Costing {
  readonly cost: number;
  readonly refusal: GraphQLError | undefined;
  /** Whether a page size came from a variable: if not, the answer holds for every request with this document. */
  readonly varies: boolean;
}

/**
 * Estimates how many objects an answer may hold: every field of an object type is one, lists multiply what is below
 * them by the page size asked for. Leaves are free. Also refuses page sizes above the cap, wherever they stand.
 */
export function costOf(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
  variables: Readonly<Record<string, unknown>>,
  limits: Pick<Limits, 'cost' | 'pageSize'>,
): Costing {
  const known = new Map<string, number>();
  let refusal: GraphQLError | undefined;
  let varies = false;

  function ofSet(set: SelectionSetNode, parent: GraphQLCompositeType | undefined, page: number | undefined): number {
    let cost = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        cost += ofField(selection, parent, page);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        cost += ofSet(selection.selectionSet, condition === undefined ? parent : composite(schema, condition), page);
      } else {
        cost += ofFragment(selection.name.value, page);
      }
    }
    return cost;
  }

  function ofFragment(name: string, page: number | undefined): number {
    const key = `${name} ${page ?? ''}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const fragment = fragments.get(name);
    const cost = fragment === undefined ? 0 : ofSet(fragment.selectionSet, composite(schema, fragment.typeCondition.name.value), page);
    known.set(key, cost);
    return cost;
  }

  function ofField(node: FieldNode, parent: GraphQLCompositeType | undefined, page: number | undefined): number {
    if (node.name.value === '__schema' || node.name.value === '__type') return INTROSPECTION;
    const field = fieldOf(parent, node.name.value);
    if (field === undefined) return 0;
    const asked = pageOf(node, field);
    if (node.selectionSet === undefined) return 0;
    const type = getNamedType(field.type);
    const isList = isListType(getNullableType(field.type));
    const items = isList ? (asked ?? page ?? DEFAULT_LIST) : 1;
    const below = ofSet(node.selectionSet, isCompositeType(type) ? type : undefined, isList ? undefined : asked);
    return items * (1 + below);
  }

  function pageOf(node: FieldNode, field: GraphQLField<unknown, unknown>): number | undefined {
    const pages = field.args.filter((argument) => (PAGE_ARGUMENTS as readonly string[]).includes(argument.name));
    if (pages.length === 0) return undefined;
    let asked: number | undefined;
    for (const argument of pages) {
      const given = node.arguments?.find((candidate) => candidate.name.value === argument.name);
      const size = given === undefined ? argument.defaultValue : numberIn(given.value);
      if (typeof size !== 'number') continue;
      if (size > limits.pageSize) refusal ??= badUserInput(`\`${argument.name}\` must be at most ${limits.pageSize}.`);
      asked = Math.max(asked ?? 0, size);
    }
    return Math.max(asked ?? DEFAULT_PAGE, 0);
  }

  function numberIn(value: ValueNode): unknown {
    if (value.kind === Kind.INT) return Number(value.value);
    if (value.kind !== Kind.VARIABLE) return undefined;
    varies = true;
    return variables[value.name.value];
  }

  const cost = ofSet(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined, undefined);
  if (cost > limits.cost) refusal ??= badUserInput(`The operation may return too many objects (about ${estimate(cost)}; ${limits.cost} are allowed): ask for smaller pages.`);
  return { cost, refusal, varies };
}

function composite(schema: GraphQLSchema, name: string): GraphQLCompositeType | undefined {
  const type = schema.getType(name);
  return isCompositeType(type) ? type : undefined;
}

function fieldOf(parent: GraphQLCompositeType | undefined, name: string): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
}

function estimate(cost: number): string {
  return cost > 1e9 ? 'more than a billion' : String(Math.round(cost));
}
