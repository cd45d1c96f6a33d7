import type { Logger } from './logger.ts';

export interface ShutdownStep {
  readonly name: string;
  run(): Promise<void>;
}

export interface ShutdownOptions {
  log: Logger;
  /** Run one after the other: first what takes work, last what the others need. */
  steps: readonly ShutdownStep[];
  /** 10 seconds unless told; then the process ends whatever is left. */
  timeoutMs?: number;
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Ends the process in order when it is told to. A step that fails is logged and does not keep the next ones from running.
 * A second signal ends it at once: whoever presses Ctrl-C twice means it.
 */
export function onShutdown({ log, steps, timeoutMs = 10_000 }: ShutdownOptions): void {
  let isEnding = false;

  async function shutDown(signal: string): Promise<void> {
    log.info({ signal }, 'shutting down');
    setTimeout(() => {
      log.error({ timeoutMs }, 'shutting down took too long');
      process.exit(1);
    }, timeoutMs).unref();
    process.exit((await runSteps(steps, log)) ? 0 : 1);
  }

  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (isEnding) process.exit(130);
      isEnding = true;
      void shutDown(signal);
    });
  }
}

/** Whether all of them succeeded. */
export async function runSteps(steps: readonly ShutdownStep[], log: Logger): Promise<boolean> {
  let succeeded = true;
  for (const step of steps) {
    try {
      await step.run();
    } catch (error) {
      succeeded = false;
      log.error({ err: error, step: step.name }, 'a step of shutting down failed');
    }
  }
  return succeeded;
}
