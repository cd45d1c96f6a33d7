import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startServer } from './servers/server.ts';
import { median } from './median.ts';

export interface StartTimes {
  /** Seconds until the first correct answer, in one process. */
  readonly withData: number;
  /** On an empty folder, database created and demo seeded. */
  readonly empty: number;
}

const TIMES = 3;

export async function measureStarts(dataDir: string): Promise<StartTimes> {
  const withData: number[] = [];
  const empty: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    withData.push(await startOnce(dataDir));
    const folder = mkdtempSync(join(dataDir, '..', 'bench-empty-'));
    try {
      empty.push(await startOnce(folder));
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  }
  return { withData: median(withData) / 1_000, empty: median(empty) / 1_000 };
}

async function startOnce(dataDir: string): Promise<number> {
  const server = await startServer({ form: 'one process', dataDir });
  await server.stop();
  return server.firstAnswerMs;
}
