import type { Database } from '@marketgraph/db';
import type { Clock } from '@marketgraph/kernel';
import type { BusLog } from '../log.ts';

export interface QueueOptions {
  readonly db: Database;
  /** The same, by connections that are made for claiming and removing. */
  readonly queue: Database;
  readonly log: BusLog;
  readonly clock: Clock;
  /** For how long a lost notification or the end of a backoff can go unnoticed. */
  readonly pollMs: number;
  /** Longer than any handler takes: a message that is not settled by then is handed out again. */
  readonly leaseMs: number;
}
