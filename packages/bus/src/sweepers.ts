import type { Database } from '@marketgraph/db';
import type { Clock } from '@marketgraph/kernel';
import { keepLease } from './keep-lease.ts';
import type { BusLog } from './log.ts';
import { platformPurge } from './platform-purge.ts';
import { createPulse } from './pulse.ts';
import type { Stoppable } from './stoppable.ts';
import type { Sweeper } from './sweeper.ts';

export interface SweepersOptions {
  readonly db: Database;
  readonly sweepers: readonly Sweeper[];
  readonly log: BusLog;
  readonly clock: Clock;
}

/**
 * Ticks the sweepers of one database, and one more that keeps the platform's tables small. Call it once per database:
 * a single lease covers all its sweepers, because a lease costs a connection. So each of them runs in one process at a
 * time. An error ends the run, is logged, and the next tick comes as ever.
 */
export function startSweepers({ db, sweepers, log, clock }: SweepersOptions): Stoppable {
  const all = [...sweepers, platformPurge(db)];
  requireDistinct(all);
  return keepLease({ db, name: 'bus.sweepers', log }, async (signal) => {
    await Promise.all(all.map((sweeper) => tick(sweeper, { signal, log, clock })));
  });
}

async function tick(sweeper: Sweeper, { signal, log, clock }: { signal: AbortSignal; log: BusLog; clock: Clock }): Promise<void> {
  const pulse = createPulse(signal);
  while (!signal.aborted) {
    try {
      const count = await sweeper.run(clock.now());
      if (count > 0) log.debug({ sweeper: sweeper.name, count }, 'swept');
    } catch (error) {
      log.error({ sweeper: sweeper.name, err: error }, 'sweeper failed');
    }
    await pulse.pause(sweeper.everyMs);
  }
}

function requireDistinct(sweepers: readonly Sweeper[]): void {
  const names = sweepers.map((sweeper) => sweeper.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`two sweepers are named ${twice}`);
}
