import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { waitFor } from '@marketgraph/testing';

/** The whole marketplace as one process, `node marketplace/src/main.ts start`, that dies and is started again. */
export interface MarketplaceProcess {
  readonly url: string;
  /** What it printed since it was started last. */
  readonly output: () => string;
  /** Resolves when it serves. */
  start(): Promise<void>;
  /** Runs `work` with that point armed and resolves when the process was killed there, with what came of `work`. */
  killAt<Answer>(point: string, work: () => Promise<Answer>): Promise<'cut off' | Answer>;
  stop(): Promise<void>;
}

const MAIN = fileURLToPath(new URL('../../../src/main.ts', import.meta.url));
const STANDBY = fileURLToPath(new URL('./standby.ts', import.meta.url));
const REACHED_WITHIN_MS = 20_000;

export function createMarketplaceProcess({ folder, port, env }: { readonly folder: string; readonly port: number; readonly env: NodeJS.ProcessEnv }): MarketplaceProcess {
  const url = `http://127.0.0.1:${port}`;
  const crashFile = join(folder, 'crash-at');
  const arm = (point: string): void => writeFileSync(crashFile, point);
  const launch = (): Child => launchChild({ ...process.env, ...env, DATA_DIR: folder, PORT: String(port), CRASH_FILE: crashFile });
  arm('');
  let next: Child | undefined = launch();
  let current: Child | undefined;

  return {
    url,
    output: () => current?.output() ?? '',
    start: async () => {
      current = next ?? launch();
      current.process.send('start');
      next = launch();
      const { process: child, output } = current;
      const state = await waitFor(
        async () => {
          if (child.exitCode !== null || child.signalCode !== null) return 'ended';
          return (await fetch(`${url}/ready`)).ok && 'ready';
        },
        { timeoutMs: 30_000, what: 'the marketplace to serve' },
      );
      if (state === 'ended') throw new Error(`the marketplace ended with ${child.exitCode ?? child.signalCode}: ${output()}`);
    },
    killAt: async (point, work) => {
      if (current === undefined) throw new Error('the marketplace is not running');
      arm(point);
      const answer = work().catch(() => 'cut off' as const);
      const ended = await Promise.race([current.ended, timeIsUp(REACHED_WITHIN_MS)]);
      arm('');
      if (ended !== 'SIGKILL') throw new Error(`${point} was not reached: the marketplace ${ended === undefined ? `is still running` : `ended with ${ended}`}. ${current.output()}`);
      return answer;
    },
    stop: async () => {
      next?.process.kill('SIGKILL');
      next = undefined;
      current?.process.kill('SIGTERM');
      await current?.ended;
    },
  };
}

interface Child {
  readonly process: ChildProcess;
  readonly ended: Promise<NodeJS.Signals | number | null>;
  output(): string;
}

function launchChild(env: NodeJS.ProcessEnv): Child {
  const child = spawn(process.execPath, ['--import', STANDBY, MAIN, 'start'], { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => void lines.push(chunk.toString()));
  const ended = new Promise<NodeJS.Signals | number | null>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? code));
  });
  return { process: child, ended, output: () => lines.join('') };
}

function timeIsUp(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), milliseconds).unref();
  });
}
