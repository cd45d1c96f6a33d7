import { badUserInput } from '../errors/errors.ts';
import { decodeCursor, type Cursor } from './cursor.ts';

export interface PageRequest {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

export interface Page {
  /** Read `limit + 1` rows: the one more tells that there is a next page. */
  readonly limit: number;
  readonly after: Cursor | null;
}

export interface Connection<Row> {
  readonly edges: readonly { readonly cursor: string; readonly node: Row }[];
  readonly nodes: readonly Row[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

const DEFAULT_LIMIT = 20;
const LARGEST_LIMIT = 100;

/** `first` and `after` of a list, checked. `sort` names the order, so that a cursor of another one is refused. */
export function pageArguments({ first, after }: PageRequest, sort: string): Page {
  const limit = first ?? DEFAULT_LIMIT;
  if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_LIMIT) {
    throw badUserInput(`\`first\` is between 1 and ${LARGEST_LIMIT}.`, ['first']);
  }
  return { limit, after: after === null || after === undefined ? null : decodeCursor(after, sort) };
}

/** `rowsPlusOne` are up to `limit + 1` rows in order; `hasPrevious` is true where `after` was given. */
export function toConnection<Row>(
  rowsPlusOne: readonly Row[],
  limit: number,
  toCursor: (row: Row) => string,
  hasPrevious: boolean,
): Connection<Row> {
  const nodes = rowsPlusOne.slice(0, limit);
  const edges = nodes.map((node) => ({ cursor: toCursor(node), node }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: rowsPlusOne.length > limit,
      hasPreviousPage: hasPrevious,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
