import type postgres from 'postgres';
import { errorCode } from './errors.ts';

/** What postgres.js, Node and the server say of a connection that is gone or about to be. */
const LOST: ReadonlySet<string> = new Set(['CONNECTION_CLOSED', 'CONNECTION_DESTROYED', 'CONNECTION_ENDED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', '57P01', '57P02', '57P03']);

/** For the work of a transaction that is lost: at its end postgres.js would commit or roll back. */
const never = (): Promise<never> => new Promise(() => undefined);

/**
 * `client.begin`, safe against a connection that is lost in the middle. postgres.js would commit or roll back over it (and
 * send whatever else the work still has to say), and a write to a socket that is gone is thrown where nobody can catch it: a
 * restarted database server would end the process (its issue 1208). Here nothing is sent any more once it is known to be
 * lost; the server has rolled back by itself.
 */
export function beginSafely<T>(client: postgres.Sql, work: (tx: postgres.TransactionSql) => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    let isLost = false;
    const lose = (error: unknown): void => {
      isLost = true;
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    const attempt = async (tx: postgres.TransactionSql): Promise<T> => {
      try {
        const value = await work(whileThere(tx, () => isLost));
        return isLost ? await never() : value;
      } catch (error) {
        if (!isLost && !LOST.has(errorCode(error) ?? '')) throw error;
        lose(error);
        return await never();
      }
    };
    // Of a connection that is lost while no statement is under way, `begin` hears before the work does.
    client.begin(attempt).then((value) => resolve(value as T), lose);
  });
}

function whileThere(tx: postgres.TransactionSql, isLost: () => boolean): postgres.TransactionSql {
  return new Proxy(tx, {
    get: (target, key) => {
      if (isLost()) throw Object.assign(new Error('the connection of this transaction was lost'), { code: 'CONNECTION_CLOSED' });
      return Reflect.get(target, key) as unknown;
    },
  });
}
