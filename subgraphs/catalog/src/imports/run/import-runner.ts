import type { CatalogDeps } from '../../deps.ts';
import { runImports } from './run-imports.ts';

/** Runs imports: at its sweeper's ticks, and at once when one was ordered in this process. */
export interface ImportRunner {
  /** Works off what is due. For the sweeper. */
  run(): Promise<number>;
  /** Something is due now. Nothing is lost when this is: the sweeper comes. */
  wake(): void;
  start(): void;
  /** Waits for the step under way; the import goes on wherever imports are run next. */
  stop(): Promise<void>;
}

export function createImportRunner(deps: CatalogDeps): ImportRunner {
  let stopping = new AbortController();
  let isStarted = false;
  let isWanted = false;
  let isWorking = false;
  let working: Promise<void> = Promise.resolve();
  const run = (): Promise<number> => runImports(deps, () => !stopping.signal.aborted);

  async function work(): Promise<void> {
    isWorking = true;
    while (isWanted) {
      isWanted = false;
      await run().catch((error: unknown) => deps.log.error({ err: error }, 'imports could not be run'));
    }
    isWorking = false;
  }

  return {
    run,
    wake: () => {
      if (!isStarted || stopping.signal.aborted) return;
      isWanted = true;
      if (!isWorking) working = work();
    },
    start: () => {
      isStarted = true;
      stopping = new AbortController();
    },
    stop: async () => {
      stopping.abort();
      await working;
      isStarted = false;
    },
  };
}
