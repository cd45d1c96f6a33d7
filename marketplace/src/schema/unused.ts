import type { SubgraphDeps } from '@marketgraph/bus';

const NAMES = ['db', 'clock', 'ids', 'log', 'crash', 'peers', 'transport', 'live'] as const satisfies readonly (keyof SubgraphDeps)[];

/** Stands in for dependencies: may be passed on and spread, but says so when something is called. */
export function unusedDeps(owner: string): SubgraphDeps {
  const stub = (path: string): object =>
    new Proxy(() => undefined, {
      get: (_, key) => (typeof key === 'symbol' || key === 'then' ? undefined : stub(`${path}.${key}`)),
      apply: () => {
        throw new Error(`${path} is used before ${owner} was started`);
      },
    });
  return Object.fromEntries(NAMES.map((name) => [name, stub(name)])) as unknown as SubgraphDeps;
}
