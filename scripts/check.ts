/**
 * What every commit must pass, in under a minute: types, lint, dependency rules, composition with its drift and breaking
 * change checks, types of clients, unit tests. The first three run side by side; each prints only when it fails.
 */
import { spawn } from 'node:child_process';

interface Step {
  readonly name: string;
  readonly command: readonly string[];
}

const SIDE_BY_SIDE: readonly Step[] = [
  { name: 'types', command: ['tsc', '--noEmit'] },
  { name: 'lint', command: ['oxlint', '--deny-warnings'] },
  { name: 'boundaries', command: ['depcruise', '--config', '.dependency-cruiser.cjs', 'packages', 'router', 'subgraphs', 'marketplace', 'explorer'] },
  { name: 'single copies', command: ['node', 'scripts/single-copies.ts'] },
];
const THEN: readonly Step[] = [
  { name: 'schema', command: ['node', 'marketplace/src/main.ts', 'schema', 'check'] },
  { name: 'client types', command: ['node', 'scripts/codegen.ts', '--check'] },
  { name: 'unit tests', command: ['vitest', 'run', '--project', 'unit', '--reporter=dot'] },
];

async function run(step: Step): Promise<boolean> {
  const started = performance.now();
  const [program = '', ...args] = step.command;
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, FORCE_COLOR: '0' } });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const code = await new Promise<number>((resolve) => child.on('close', (status) => resolve(status ?? 1)));
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${step.name} (${seconds} s)`);
  if (code !== 0) console.log(Buffer.concat(output).toString());
  return code === 0;
}

const results = await Promise.all(SIDE_BY_SIDE.map(run));
for (const step of THEN) results.push(await run(step));
if (results.includes(false)) process.exit(1);
