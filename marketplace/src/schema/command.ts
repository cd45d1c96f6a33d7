import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { unmarkedBreakingChanges } from './breaking-changes.ts';
import { compose, CompositionFailed, type PublishedSubgraph } from './compose.ts';

const FOLDER = new URL('../../../schema/', import.meta.url);

/**
 * `schema`: writes the published SDLs, the supergraph and the API schema. `schema check`: writes nothing and fails on
 * drift, composition errors, contradictions between subgraphs and breaking changes that are not marked.
 *
 * @returns what is wrong, empty when nothing is
 */
export function runSchemaCommand(subgraphs: readonly PublishedSubgraph[], mode: 'write' | 'check'): string[] {
  try {
    const composition = compose(subgraphs);
    const files = new Map<string, string>([
      ...subgraphs.map(({ name, sdl }): [string, string] => [`subgraphs/${name}.graphql`, `${sdl.trim()}\n`]),
      ['supergraph.graphql', composition.supergraphSdl],
      ['api.graphql', composition.apiSdl],
    ]);
    const problems = [...composition.inconsistencies];
    if (mode === 'write') writeAll(files);
    else problems.push(...drift(files));
    problems.push(...breaking(composition.apiSdl));
    return problems;
  } catch (error) {
    if (error instanceof CompositionFailed) return [`the subgraphs do not compose:\n${error.message}`];
    throw error;
  }
}

function writeAll(files: ReadonlyMap<string, string>): void {
  mkdirSync(new URL('subgraphs/', FOLDER), { recursive: true });
  for (const [name, text] of files) writeFileSync(new URL(name, FOLDER), text);
}

function drift(files: ReadonlyMap<string, string>): string[] {
  return [...files]
    .filter(([name, text]) => !existsSync(new URL(name, FOLDER)) || readFileSync(new URL(name, FOLDER), 'utf8') !== text)
    .map(([name]) => `schema/${name} is not what the code publishes: run \`npm run schema\` and commit it`);
}

/** Against the commit before this one, or BASE_REF where a pull request names its base. */
function breaking(apiSdl: string): string[] {
  const head = committedApi('HEAD');
  // A commit that is already made is compared with the one before it.
  const before = committedApi(process.env['BASE_REF'] || (head === apiSdl ? 'HEAD^' : 'HEAD'));
  const marks = readFileSync(new URL('breaking-changes.md', FOLDER), 'utf8');
  if (before === undefined) return [];
  return unmarkedBreakingChanges(before, apiSdl, marks).map(
    (description) => `breaking change: ${description} List it in schema/breaking-changes.md with what clients do about it.`,
  );
}

function committedApi(ref: string): string | undefined {
  try {
    return execFileSync('git', ['show', `${ref}:schema/api.graphql`], { cwd: FOLDER, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    // No repository, or none committed yet: there is nothing that could break.
    return undefined;
  }
}
