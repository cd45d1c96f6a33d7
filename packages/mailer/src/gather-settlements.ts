import type { Settlement } from './mail-queue.ts';

/** So long a mail that was sent may wait to be written down with others: should the process die in between, it is sent again. */
const GATHER_MS = 50;

export interface GatheredSettlements {
  add(settlement: Settlement): void;
  /** Whether something could not be written: what is sent from now on would only be sent again. */
  failed(): boolean;
  /** Writes what is still to be written, and waits for all of it. Rejects where any of it could not be written. */
  drain(): Promise<void>;
}

/** One statement for all that becomes known within a moment, instead of one for each mail. */
export function gatherSettlements(write: (settlements: readonly Settlement[]) => Promise<void>): GatheredSettlements {
  let gathered: Settlement[] = [];
  let timer: NodeJS.Timeout | undefined;
  let written: Promise<void> = Promise.resolve();
  let failed = false;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    const settlements = gathered;
    gathered = [];
    written = Promise.all([written, write(settlements)]).then(() => undefined);
    // Whoever drains is told why.
    written.catch(() => {
      failed = true;
    });
  }

  return {
    add: (settlement) => {
      gathered.push(settlement);
      timer ??= setTimeout(flush, GATHER_MS);
    },
    failed: () => failed,
    drain: () => {
      flush();
      return written;
    },
  };
}
