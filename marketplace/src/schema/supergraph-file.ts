import { readFileSync } from 'node:fs';

const PATH = new URL('../../../schema/supergraph.graphql', import.meta.url);

/** The committed supergraph: composed and checked before it came here, never while the router starts. */
export function readSupergraph(): string {
  return readFileSync(PATH, 'utf8');
}
