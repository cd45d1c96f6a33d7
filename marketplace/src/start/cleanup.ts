import type { Logger } from '@marketgraph/server';

interface Step {
  readonly name: string;
  run(): Promise<void>;
}

/** What was opened so far, to be closed the other way round: at Ctrl-C, or when the next thing fails to open. */
export interface Cleanup {
  readonly steps: readonly Step[];
  add(name: string, run: () => Promise<void>): void;
  /** Runs `open`; where it fails, everything opened before is closed and the failure goes on. */
  guard<Opened>(open: () => Promise<Opened>): Promise<Opened>;
}

export function createCleanup(log: Logger): Cleanup {
  const steps: Step[] = [];
  return {
    steps,
    add: (name, run) => steps.unshift({ name, run }),
    guard: async (open) => {
      try {
        return await open();
      } catch (error) {
        for (const { name, run } of steps) {
          await run().catch((problem: unknown) => log.error({ err: problem, step: name }, 'cleaning up failed'));
        }
        throw error;
      }
    },
  };
}
