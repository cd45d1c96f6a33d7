import { MODULES } from '../platform/modules.ts';
import { runSchemaCommand } from './command.ts';
import type { PublishedSubgraph } from './compose.ts';
import { SCHEMA_ENVIRONMENT } from './schema-environment.ts';
import { unusedDeps } from './unused.ts';

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
