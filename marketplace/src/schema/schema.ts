import type { SubgraphDeps } from '@marketgraph/bus';
import { MODULES } from '../platform/modules.ts';
import { runSchemaCommand } from './command.ts';
import type { PublishedSubgraph } from './compose.ts';
import { SCHEMA_ENVIRONMENT } from './schema-environment.ts';

/** `schema` and `schema check`, see {@link runSchemaCommand}. */
export async function schema(args: readonly string[]): Promise<number> {
  const problems = runSchemaCommand(publishedSubgraphs(), args[0] === 'check' ? 'check' : 'write');
  for (const problem of problems) console.error(problem);
  return problems.length === 0 ? 0 : 1;
}

/** The SDLs without a database: a subgraph is opened but never started, and touches none of its dependencies until then. */
export function publishedSubgraphs(): PublishedSubgraph[] {
  return MODULES.map((module) => ({ name: module.name, sdl: module.open(unusedDeps(module.name), SCHEMA_ENVIRONMENT).sdl }));
}

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
