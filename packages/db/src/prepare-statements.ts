import type postgres from 'postgres';
import type { Client } from './connect.ts';
import { beginSafely } from './lost-connection.ts';

/**
 * Lists come in every length and each length is a statement of its own: remembering them all would fill the server's
 * memory. Statements with more parameters than this are sent whole every time.
 */
const MOST_PARAMETERS = 20;

/**
 * The client for drizzle, which itself never lets a statement be prepared: postgres.js then asks the server for the
 * parameters' types before each one, a round trip more, and the server parses and plans it anew. Selecting a row by id:
 * 60 µs prepared, 170 µs not, with five connections at work.
 */
export function preparingStatements(client: Client): Client {
  return new Proxy(client, {
    get: (target, key) => {
      if (key === 'unsafe') return unsafeOf(target);
      if (key !== 'begin') return Reflect.get(target, key) as unknown;
      return <T>(work: (tx: postgres.TransactionSql) => Promise<T>) => beginSafely(target, (tx) => work(withUnsafe(tx)));
    },
  });
}

function withUnsafe(tx: postgres.TransactionSql): postgres.TransactionSql {
  const unsafe = unsafeOf(tx);
  return new Proxy(tx, { get: (target, key) => (key === 'unsafe' ? unsafe : (Reflect.get(target, key) as unknown)) });
}

type Unsafe = (text: string, parameters?: postgres.ParameterOrJSON<never>[], options?: postgres.UnsafeQueryOptions) => unknown;

function unsafeOf(client: postgres.ISql): Unsafe {
  return (text, parameters = [], options = {}) => {
    const prepare = parameters.length > 0 && parameters.length <= MOST_PARAMETERS;
    return client.unsafe(text, parameters, prepare ? { ...options, prepare } : options);
  };
}
