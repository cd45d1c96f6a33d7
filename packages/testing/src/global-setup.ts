import { startTestServer } from './test-cluster.ts';

interface Shared {
  users: number;
  stop: Promise<() => Promise<void>>;
}

const KEY = Symbol.for('marketgraph.test-server');
const holder = globalThis as { [KEY]?: Shared };

/**
 * Runs once for every vitest project of a run, each with a copy of this module of its own: the server is kept in the
 * process instead, so that all projects share one, and goes with the last of them.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const shared = (holder[KEY] ??= { users: 0, stop: startTestServer() });
  shared.users += 1;
  const stop = await shared.stop;
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    delete holder[KEY];
    await stop();
  };
}
