/**
 * Two copies of these in one install break the planner or graphql's `instanceof` in ways whose messages lead nowhere, so
 * the lock file is checked instead.
 */
import { readFileSync } from 'node:fs';

const ONE_COPY = ['graphql', '@apollo/federation-internals', '@apollo/query-planner', '@apollo/subgraph', '@apollo/composition', '@apollo/gateway'];

const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as { packages: Record<string, { version?: string }> };
let failed = false;
for (const name of ONE_COPY) {
  const places = Object.keys(lock.packages).filter((path) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`));
  if (places.length === 1) continue;
  failed = true;
  console.error(`${name} must be installed exactly once, found ${places.length}: ${places.join(', ')}`);
}
if (failed) process.exit(1);
