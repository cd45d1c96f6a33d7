import type { SubgraphDeps } from '@marketgraph/bus';

/** Stands in for dependencies: may be passed on, but says so when something is called. */
export function unusedDeps(owner: string): SubgraphDeps {
  const stub = (path: string): object =>
    new Proxy(() => undefined, {
      get: (_, key) => (typeof key === 'symbol' || key === 'then' ? undefined : stub(`${path}.${key}`)),
      apply: () => {
        throw new Error(`${path} is used before ${owner} was started`);
      },
    });
  return stub('deps') as SubgraphDeps;
}
