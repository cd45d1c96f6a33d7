import type { Database } from '@marketgraph/db';
import type { Clock, CrashPoints, IdGenerator } from '@marketgraph/kernel';
import type { LiveHub, Logger, Peers } from '@marketgraph/server';
import type { BusTransport } from './transport.ts';

/** What every subgraph is given by whoever starts it; its own `deps.ts` adds what it needs besides. */
export interface SubgraphDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly log: Logger;
  readonly crash: CrashPoints;
  readonly peers: Peers;
  readonly transport: BusTransport;
  readonly live: LiveHub;
}
