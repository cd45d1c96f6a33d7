import { drizzle } from 'drizzle-orm/postgres-js';
import { connect } from './connect.ts';
import { withLease } from './lease.ts';
import { listen } from './listen.ts';
import { preparingStatements } from './prepare-statements.ts';
import { retryConflicts } from './retry.ts';
import type { Database, DatabaseOptions, Transaction } from './types.ts';

export function createDatabase({ url, maxConnections, settings, onStatement }: DatabaseOptions): Database {
  const client = connect(url, { max: maxConnections, settings });
  // From here on `client` is drizzle's alone: it has replaced the client's handling of dates and JSON.
  const database = drizzle(preparingStatements(client), onStatement === undefined ? {} : { logger: { logQuery: (sql) => onStatement(sql) } });
  const listening = new Set<() => Promise<void>>();
  return {
    reader: database,
    transaction: (work) => retryConflicts(() => database.transaction((tx) => work(tx as unknown as Transaction))),
    statement: (work) => retryConflicts(async () => work(database)),
    listen: async (channel, onPayload, onListening = () => undefined) => {
      const stop = await listen({ url, channel, onPayload, onListening });
      listening.add(stop);
      return async () => {
        listening.delete(stop);
        await stop();
      };
    },
    withLease: (name, work) => withLease(url, name, work),
    close: async () => {
      await Promise.all([client.end({ timeout: 5 }), ...[...listening].map((stop) => stop())]);
    },
  };
}
