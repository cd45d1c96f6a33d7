import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

/** Every `*.graphql` below the folder, joined in the order of their paths, so that the published SDL does not move about. */
export function loadTypeDefs(directory: URL): string {
  const root = fileURLToPath(directory);
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.graphql'));
  if (paths.length === 0) throw new Error(`no .graphql file below ${root}`);
  return paths
    .toSorted()
    .map((path) => readFileSync(join(root, path), 'utf8').trim())
    .join('\n\n');
}
