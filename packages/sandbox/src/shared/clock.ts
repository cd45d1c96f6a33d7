import { systemClock, type Clock } from '@marketgraph/kernel';

/** The sandbox's own time: the system's until a test moves it or makes it stand still. */
export interface SandboxClock extends Clock {
  readonly frozen: boolean;
  /** It follows a clock that a test moves: a time may come without that time passing. */
  readonly jumps: boolean;
  moveTo(time: Date): void;
  freeze(at?: Date): void;
  /** Lets time pass again, from where the clock stands. */
  run(): void;
}

export function createSandboxClock(base: Clock = systemClock): SandboxClock {
  let offset = 0;
  let stopped: number | undefined;
  const now = (): number => stopped ?? base.now().getTime() + offset;
  return {
    jumps: base !== systemClock,
    now: () => new Date(now()),
    get frozen() {
      return stopped !== undefined;
    },
    moveTo: (time) => {
      if (stopped === undefined) offset = time.getTime() - base.now().getTime();
      else stopped = time.getTime();
    },
    freeze: (at) => {
      stopped = at?.getTime() ?? now();
    },
    run: () => {
      if (stopped === undefined) return;
      offset = stopped - base.now().getTime();
      stopped = undefined;
    },
  };
}
