import { noCrash, type CrashPoints } from '@marketgraph/kernel';

/**
 * Kills this process without a word at the point that `CRASH_AT` names, for the crash suite. Without the variable the
 * points do nothing, and with `NODE_ENV=production` the variable is refused.
 */
export function crashPointsFrom(env: NodeJS.ProcessEnv): CrashPoints {
  const target = env['CRASH_AT'];
  if (target === undefined || target === '') return noCrash;
  if (env['NODE_ENV'] === 'production') throw new Error('CRASH_AT is for tests: it must not be set in production.');
  return {
    point: (name) => {
      if (name === target) process.kill(process.pid, 'SIGKILL');
    },
  };
}
