import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ScenarioName } from './load/job.ts';
import { startLoadProcess } from './load-process.ts';
import { startServer } from './servers/server.ts';
import type { BenchSettings } from './settings.ts';

interface CpuProfile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number } }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const SHOWN = 40;
const FOLDER = fileURLToPath(new URL('../results/profiles/', import.meta.url));

/** Where one process spends its time under one scenario. The file can be opened in a browser's developer tools. */
export async function profileScenario(scenario: ScenarioName, { dataDir, clients, milliseconds, warmUpMs }: BenchSettings): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const folder = join(FOLDER, scenario);
  rmSync(folder, { recursive: true, force: true });
  const server = await startServer({ form: 'one process', dataDir, nodeArguments: ['--cpu-prof', `--cpu-prof-dir=${folder}`] });
  try {
    const load = await startLoadProcess({ url: server.url, stripeUrl: server.stripeUrl, dataDir, clients });
    const { done, seconds, failures } = await load.run({ scenario, milliseconds: warmUpMs + 4 * milliseconds });
    console.log(`${scenario}: ${(done / seconds).toFixed(1)}/s while being profiled ${failures.join('; ')}`);
    load.stop();
  } finally {
    await server.stop();
  }
  for (const file of readdirSync(folder)) printTop(join(folder, file));
}

function printTop(path: string): void {
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(path, 'utf8')) as CpuProfile;
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const times = new Map<string, number>();
  for (const [index, id] of samples.entries()) {
    const frame = frames.get(id);
    if (frame === undefined || frame.functionName === '(idle)') continue;
    const place = frame.url.replace(/^.*\/node_modules\//, '').replace(/^file:\/\/.*\/(?=(packages|subgraphs|router|marketplace)\/)/, '');
    const name = `${frame.functionName || '(anonymous)'}  ${place}:${frame.lineNumber + 1}`;
    times.set(name, (times.get(name) ?? 0) + (timeDeltas[index] ?? 0));
  }
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  console.log(`\n${path}: ${(total / 1e6).toFixed(1)} s of work, start included\n`);
  const top = [...times].toSorted(([, left], [, right]) => right - left).slice(0, SHOWN);
  for (const [name, time] of top) console.log(`${((time / total) * 100).toFixed(1).padStart(5)} %  ${name}`);
}
