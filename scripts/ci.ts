/**
 * Every tier of tests, one after another, and their sum on the last line. `.ci/run` calls it in a clean checkout; it can
 * be run in a working copy too. A tier that cannot run says why and counts as failed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres15, type Postgres15 } from './postgres-15.ts';

interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

const reports = mkdtempSync(join(tmpdir(), 'marketgraph-ci-'));
const totals: Totals = { passed: 0, failed: 0, skipped: 0 };
let broken = false;

function command(name: string, program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<boolean> {
  const started = performance.now();
  console.log(`\n== ${name}`);
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, CI: 'true', NO_COLOR: '1', ...env } });
    child.on('error', (error) => console.error(error.message));
    child.on('close', (code) => {
      console.log(`== ${name}: ${code === 0 ? 'ok' : `FAILED (${code ?? 'killed'})`} after ${Math.round((performance.now() - started) / 1_000)} s`);
      resolve(code === 0);
    });
  });
}

async function tier(name: string, projects: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<void> {
  const report = join(reports, `${name.replaceAll(/\W+/g, '-')}.json`);
  const args = ['run', ...projects.flatMap((project) => ['--project', project]), '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const passed = await command(name, 'vitest', args, env);
  if (!passed) broken = true;
  if (!existsSync(report)) {
    totals.failed += 1;
    return;
  }
  const result = JSON.parse(readFileSync(report, 'utf8')) as { numPassedTests: number; numFailedTests: number; numPendingTests: number };
  totals.passed += result.numPassedTests;
  totals.failed += result.numFailedTests;
  totals.skipped += result.numPendingTests;
  if (!passed && result.numFailedTests === 0) totals.failed += 1;
  if (result.numPassedTests === 0) broken = true;
}

function refuse(reason: string): void {
  console.log(`\n== ${reason}`);
  totals.failed += 1;
  broken = true;
}

if (!(await command('check', 'node', ['scripts/check.ts']))) refuse('npm run check failed');
// `npm test`, project by project: side by side they would take each other's processor and run into their own time limits.
for (const project of ['unit', 'integration', 'e2e', 'crash']) await tier(`npm test: ${project}`, [project]);

let postgres: Postgres15 | undefined;
try {
  postgres = await startPostgres15();
  await tier('integration on PostgreSQL 15', ['integration'], { TEST_DATABASE_URL: postgres.url });
} catch (error) {
  refuse(`PostgreSQL 15: ${error instanceof Error ? error.message : String(error)}`);
} finally {
  postgres?.stop();
}

await tier('end to end over seven processes', ['e2e'], { E2E_FORM: 'services' });
if (spawnSync('chromium', ['--version']).status === 0) await tier('browser', ['browser']);
else refuse('chromium is not installed: the explorer was not checked in a browser');

rmSync(reports, { recursive: true, force: true });
console.log(`\ntests: ${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(broken || totals.failed > 0 || totals.passed === 0 ? 1 : 0);
