import type { BusTransport, SubgraphDeps } from '@marketgraph/bus';
import { createDatabase } from '@marketgraph/db';
import type { Clock, CrashPoints, IdGenerator } from '@marketgraph/kernel';
import { createLiveHub, type Logger, type Peers } from '@marketgraph/server';

export interface PlatformOptions {
  readonly databaseUrl: string;
  readonly maxConnections: number;
  readonly transport: BusTransport;
  readonly peers: Peers;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly log: Logger;
  readonly crash: CrashPoints;
  readonly onStatement?: ((sql: string) => void) | undefined;
}

/** What every subgraph is given, whichever process it runs in. Whoever calls this closes `db` in the end. */
export function createSubgraphDeps(options: PlatformOptions): SubgraphDeps {
  const { databaseUrl, maxConnections, onStatement, ...rest } = options;
  const db = createDatabase({ url: databaseUrl, maxConnections, onStatement });
  return { ...rest, db, live: createLiveHub({ db, log: options.log, clock: options.clock }) };
}
