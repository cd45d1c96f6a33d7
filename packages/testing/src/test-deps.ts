import type { SubgraphDeps } from '@marketgraph/bus';
import type { Database } from '@marketgraph/db';
import { createFakeClock, createIdGenerator, type FakeClock } from '@marketgraph/kernel';
import { createLiveHub, createLogger, type Logger } from '@marketgraph/server';
import { createMemoryTransport, type MemoryTransport } from './memory-transport.ts';
import { createTestCrash, type TestCrash } from './test-crash.ts';
import { createTestPeers, type TestPeers } from './test-peers.ts';

export interface TestDeps extends SubgraphDeps {
  readonly clock: FakeClock;
  readonly crash: TestCrash;
  readonly peers: TestPeers;
  readonly transport: MemoryTransport;
}

export interface TestDepsOptions {
  db: Database;
  clock?: FakeClock;
  /** Prints errors unless told: clients see `Internal error` only. `silentLogger` where a test makes them happen. */
  log?: Logger;
}

/** What every subgraph is given, all of it in the hands of the test. Spread it and add what the subgraph needs besides. */
export function createTestDeps({ db, clock = createFakeClock(), log = errorsOnly() }: TestDepsOptions): TestDeps {
  return {
    db,
    clock,
    ids: createIdGenerator(clock),
    log,
    crash: createTestCrash(),
    peers: createTestPeers(),
    transport: createMemoryTransport(),
    live: createLiveHub({ db, log, clock }),
  };
}

function errorsOnly(): Logger {
  return createLogger({ name: 'test', level: 'error', pretty: true, destination: process.stderr });
}
