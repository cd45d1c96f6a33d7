import { badUserInput, encodeCursor, type Connection, type CursorKey, pageArguments, type PageRequest, toConnection } from '@marketgraph/server';
import { asc, desc, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/** One order of a list. Ties are broken by id, in the same direction, so that one index serves both. */
export interface Sort<Row> {
  readonly name: string;
  readonly column: PgColumn;
  readonly id: PgColumn;
  readonly direction: 'asc' | 'desc';
  /** The column's value as cursors keep it. */
  keyOf(row: Row): CursorKey;
  /** The inverse; undefined for what cannot be a value of the column. */
  valueOf(key: CursorKey): unknown;
}

export interface Window {
  readonly limit: number;
  readonly where: SQL | undefined;
  readonly orderBy: readonly SQL[];
  readonly continues: boolean;
}

/** Where a page begins, as SQL. BAD_USER_INPUT for a `first` or a cursor that will not do. */
export function windowOf<Row>(request: PageRequest, sort: Sort<Row>): Window {
  const { limit, after } = pageArguments(request, sort.name);
  const order = sort.direction === 'asc' ? asc : desc;
  const orderBy = [order(sort.column), order(sort.id)];
  if (after === null) return { limit, where: undefined, orderBy, continues: false };
  const value = sort.valueOf(after.key);
  if (value === undefined) throw badUserInput('Not a cursor of this list.', ['after']);
  const beyond = sql.raw(sort.direction === 'asc' ? '>' : '<');
  const where = sql`(${sort.column}, ${sort.id}) ${beyond} (${sql.param(value, sort.column)}, ${sql.param(after.id, sort.id)})`;
  return { limit, where, orderBy, continues: true };
}

/** `rows` are up to `limit + 1`. */
export function connectionOf<Row>(rows: readonly Row[], window: Window, sort: Sort<Row>, idOf: (row: Row) => string): Connection<Row> {
  const toCursor = (row: Row): string => encodeCursor({ sort: sort.name, key: sort.keyOf(row), id: idOf(row) });
  return toConnection(rows, window.limit, toCursor, window.continues);
}

// What cursors keep of each kind of column, and back.

export const timeKey = {
  from: (time: Date): CursorKey => time.toISOString(),
  to: (key: CursorKey): Date | undefined => {
    const time = typeof key === 'string' ? new Date(key) : undefined;
    return time === undefined || Number.isNaN(time.getTime()) ? undefined : time;
  },
};

export const integerKey = {
  from: (value: number): CursorKey => value,
  to: (key: CursorKey): number | undefined => (typeof key === 'number' && Number.isSafeInteger(key) && Math.abs(key) < 2 ** 31 ? key : undefined),
};

export const bigintKey = {
  from: (value: bigint): CursorKey => value.toString(),
  to: (key: CursorKey): bigint | undefined => (typeof key === 'string' && /^-?\d{1,18}$/.test(key) ? BigInt(key) : undefined),
};

export const textKey = {
  from: (value: string): CursorKey => value,
  to: (key: CursorKey): string | undefined => (typeof key === 'string' && !key.includes('\0') ? key : undefined),
};
