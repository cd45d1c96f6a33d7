import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

// vitest would load graphql twice (ESM for our files, CommonJS for Apollo's): types of one are strangers to the other.
const graphqlCommonJs = createRequire(import.meta.url).resolve('graphql');

const shared = { resolve: { alias: [{ find: /^graphql$/, replacement: graphqlCommonJs }] } };
// Files of one worker share what they import: reading all of a subgraph again for each would take longer than its tests.
const together = { isolate: false, maxWorkers: 2 };
const cluster = ['packages/testing/src/global-setup.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          ...together,
          include: ['packages/*/src/**/*.test.ts', 'router/src/**/*.test.ts', 'subgraphs/*/src/**/*.test.ts', 'marketplace/src/**/*.test.ts'],
        },
      },
      {
        ...shared,
        test: {
          name: 'integration',
          ...together,
          include: ['packages/*/test/**/*.test.ts', 'router/test/**/*.test.ts', 'subgraphs/*/test/**/*.test.ts'],
          globalSetup: cluster,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'e2e',
          include: ['marketplace/test/e2e/**/*.test.ts'],
          globalSetup: cluster,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        ...shared,
        test: {
          name: 'crash',
          include: ['marketplace/test/crash/**/*.test.ts'],
          globalSetup: cluster,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        ...shared,
        test: { name: 'browser', include: ['marketplace/test/browser/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false },
      },
    ],
  },
});
