import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';

/** Drizzle's query builder, reading only. Queries and loaders take this: their signature says that they change nothing. */
export type Reader = Pick<PostgresJsDatabase, 'select' | 'selectDistinct' | 'selectDistinctOn' | 'with' | '$with' | 'execute' | '$count'>;

/** What changes rows, one statement at a time. */
export type Writer = Reader & Pick<PostgresJsDatabase, 'insert' | 'update' | 'delete'>;

declare const transactionBrand: unique symbol;

/** Given by {@link Database.transaction} alone, and the only thing that writes, locks rows and adds to the outbox. */
export interface Transaction extends Writer {
  readonly [transactionBrand]: true;
}

export interface Database {
  readonly reader: Reader;

  /**
   * READ COMMITTED. A deadlock (40P01) or a serialisation failure (40001) runs `work` again from the start, three times
   * at most: `work` therefore does nothing but talk to `tx`.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;

  /**
   * As {@link transaction}, for one statement that is a transaction of its own: begin and commit around it would be two
   * round trips more. For queues and bookkeeping, where nothing else has to come true together with it.
   */
  statement<T>(work: (writer: Writer) => PromiseLike<T>): Promise<T>;

  /**
   * `onListening` is called when notifications begin to arrive and again after every reconnect: what was notified in
   * between is lost, so look for it there. The promise waits for the first of them and rejects if it cannot be had.
   */
  listen(channel: string, onPayload: (payload: string) => void, onListening?: () => void): Promise<() => Promise<void>>;

  /**
   * Runs `work` while no other process or connection of this database holds the lease. False, at once and without
   * having run it: someone else holds it. `signal` is aborted when the connection that holds the lease is lost, since
   * somebody else may have it from then on; `work` is expected to end soon after.
   */
  withLease(name: string, work: (signal: AbortSignal) => Promise<void>): Promise<boolean>;

  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** `postgres://user:password@host:port/database` */
  url: string;
  maxConnections: number;
  /** Of each session, beside those that all have in common: `{ synchronous_commit: 'off' }`. */
  settings?: Readonly<Record<string, string>> | undefined;
  /** Told of every statement of the query builder (not of begin and commit): for tests that count them. */
  onStatement?: ((sql: string) => void) | undefined;
}

export type TableWithId = PgTable & { readonly id: PgColumn };

/** What this package needs of a logger; pino's fits. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}
