import type { LogisticsDeps, Wake } from './deps.ts';
import { runTasks } from './tasks/run-tasks.ts';
import { processProviderEvents } from './uber/process-events.ts';

export interface Background extends Wake {
  start(): void;
  /** Waits for what is under way. */
  stop(): Promise<void>;
}

/**
 * Runs a sweeper's work at once when something was left to do, instead of at its next tick. Rows are claimed one by one,
 * so it does not matter that the sweeper may run beside it. Nothing is lost when a wake-up is: the sweeper comes.
 */
export function createBackground(deps: LogisticsDeps): Background {
  let started = false;
  const running = new Map<string, Promise<void>>();
  const again = new Set<string>();

  const wake = (name: string, run: (now: Date) => Promise<number>): void => {
    if (!started) return;
    if (running.has(name)) {
      again.add(name);
      return;
    }
    const work = run(deps.clock.now())
      .then(() => undefined)
      .catch((error: unknown) => deps.log.error({ err: error, work: name }, 'background work failed'))
      .finally(() => {
        running.delete(name);
        if (again.delete(name)) wake(name, run);
      });
    running.set(name, work);
  };

  return {
    tasks: () => wake('tasks', (now) => runTasks(deps, now)),
    providerEvents: () => wake('provider events', (now) => processProviderEvents(deps, now)),
    start: () => {
      started = true;
    },
    stop: async () => {
      started = false;
      await Promise.all(running.values());
    },
  };
}
