import { readFileSync } from 'node:fs';
import { noCrash, type CrashPoints } from '@marketgraph/kernel';

/**
 * Kills this process without a word at a point, for the crash suite: at the one that `CRASH_AT` names, or that is written
 * in the file `CRASH_FILE`, which arms a process that runs already. Without the variables the points do nothing, and with
 * `NODE_ENV=production` they are refused.
 */
export function crashPointsFrom(env: NodeJS.ProcessEnv): CrashPoints {
  const target = env['CRASH_AT'] ?? '';
  const file = env['CRASH_FILE'] ?? '';
  if (target === '' && file === '') return noCrash;
  if (env['NODE_ENV'] === 'production') throw new Error('CRASH_AT and CRASH_FILE are for tests: they must not be set in production.');
  return {
    point: (name) => {
      if (name === (file === '' ? target : readFileSync(file, 'utf8'))) process.kill(process.pid, 'SIGKILL');
    },
  };
}
