import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { errorCode, SQLSTATE } from './errors.ts';

const RETRIES = 3;

/** Runs `attempt` again when the database gave it up for another's sake, a little later each time and never in step. */
export async function retryConflicts<T>(attempt: () => Promise<T>): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (failures === RETRIES || !isConflict(error)) throw error;
      await delay(randomInt(5, 25) * 2 ** failures);
    }
  }
}

function isConflict(error: unknown): boolean {
  const code = errorCode(error);
  return code === SQLSTATE.deadlock || code === SQLSTATE.serializationFailure;
}
