import type { Logger } from '@marketgraph/server';

type Say = (message?: unknown) => void;

/** Apollo speaks of its own state in a level of its own choosing; here it is detail. */
export function apolloLogger(log: Logger): { debug: Say; info: Say; warn: Say; error: Say } {
  const say: Say = (message) => log.debug({ detail: String(message) }, 'gateway');
  return { debug: say, info: say, warn: say, error: say };
}
