import type { SandboxClock } from './clock.ts';
import { describeError, type SandboxLog } from './log.ts';
import type { Store } from './store.ts';

interface Timer {
  readonly id: string;
  readonly kind: string;
  readonly ref: string;
  readonly dueAt: number;
}

/** Things that happen later. They are kept in the store: a restart does not lose them. */
export interface Timers {
  /** The handler runs in a transaction of its own, at most once for each timer. */
  on(kind: string, handler: (ref: string, dueAt: Date) => void): void;
  /** One timer for each pair of kind and ref; a second one replaces the first. */
  schedule(timer: { kind: string; ref: string; inMs: number; from?: Date }): void;
  cancel(kind: string, ref: string): void;
  isScheduled(kind: string, ref: string): boolean;
  /** Runs what waits of these kinds (for `ref` alone, where given), due or not; gives how many there were. */
  runNow(kinds: readonly string[], ref?: string): number;
  /** Moves the clock on, stopping at every timer on the way, so that each sees the time at which it was due. */
  advance(milliseconds: number): void;
  start(): void;
  stop(): void;
}

/** Longer delays overflow setTimeout; the alarm then wakes once in between. */
const LONGEST_SLEEP = 2 ** 31 - 1;
/** How often a clock that jumps is looked at. */
const NAP = 25;

export function createTimers({ store, clock, log }: { store: Store; clock: SandboxClock; log: SandboxLog }): Timers {
  const timers = store.collection<Timer>('timers');
  const handlers = new Map<string, (ref: string, dueAt: Date) => void>();
  let alarm: NodeJS.Timeout | undefined;
  let armedFor = Infinity;
  let started = false;

  function earliest(): Timer | undefined {
    return timers.values().reduce<Timer | undefined>((first, timer) => (first === undefined || timer.dueAt < first.dueAt ? timer : first), undefined);
  }

  function rearm(): void {
    clearTimeout(alarm);
    armedFor = Infinity;
    const next = started ? earliest() : undefined;
    if (next === undefined) return;
    const wait = next.dueAt - clock.now().getTime();
    if (wait > 0 && clock.frozen) return;
    armedFor = next.dueAt;
    alarm = setTimeout(runDue, Math.min(Math.max(wait, 0), clock.jumps ? NAP : LONGEST_SLEEP));
  }

  function fire(timer: Timer): void {
    // Deleted apart from the handler's work: a handler that always fails must not be retried in an endless loop.
    timers.delete(timer.id);
    try {
      store.transact(() => handlers.get(timer.kind)?.(timer.ref, new Date(timer.dueAt)));
    } catch (error) {
      log.error('a timer failed', { kind: timer.kind, ref: timer.ref, error: describeError(error) });
    }
  }

  function runDue(): void {
    const now = clock.now().getTime();
    const due = timers.values().filter((timer) => timer.dueAt <= now);
    for (const timer of due.toSorted((a, b) => a.dueAt - b.dueAt)) {
      if (timers.get(timer.id) === timer) fire(timer);
    }
    rearm();
  }

  return {
    on: (kind, handler) => {
      handlers.set(kind, handler);
    },
    schedule: ({ kind, ref, inMs, from }) => {
      const id = `${kind}:${ref}`;
      const dueAt = (from ?? clock.now()).getTime() + inMs;
      // Deleted first, for its place in the order: of two that are due at the same time the older one goes first.
      if (timers.get(id) !== undefined) timers.delete(id);
      timers.put(id, { id, kind, ref, dueAt });
      // An alarm that rings earlier looks at all of them then.
      if (dueAt < armedFor) rearm();
    },
    cancel: (kind, ref) => {
      if (timers.get(`${kind}:${ref}`) !== undefined) timers.delete(`${kind}:${ref}`);
    },
    isScheduled: (kind, ref) => timers.get(`${kind}:${ref}`) !== undefined,
    runNow: (kinds, ref) => {
      const chosen = timers.values().filter((timer) => kinds.includes(timer.kind) && (ref ?? timer.ref) === timer.ref);
      for (const timer of chosen) if (timers.get(timer.id) === timer) fire(timer);
      return chosen.length;
    },
    advance: (milliseconds) => {
      const target = clock.now().getTime() + milliseconds;
      for (let next = earliest(); next !== undefined && next.dueAt <= target; next = earliest()) {
        if (next.dueAt > clock.now().getTime()) clock.moveTo(new Date(next.dueAt));
        fire(next);
      }
      clock.moveTo(new Date(target));
      rearm();
    },
    start: () => {
      started = true;
      rearm();
    },
    stop: () => {
      started = false;
      clearTimeout(alarm);
    },
  };
}
