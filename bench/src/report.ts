import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SCENARIOS } from './load/job.ts';
import { MARKS, MEMORY_MARK_MB, START_MARKS_S } from './marks.ts';
import type { FormResult, Round } from './measure.ts';
import { median } from './median.ts';
import { MACHINE, SIZES, type BenchSettings } from './settings.ts';
import type { StartTimes } from './start-times.ts';

export interface Results {
  readonly at: string;
  readonly settings: Pick<BenchSettings, 'rounds' | 'milliseconds' | 'clients'>;
  readonly forms: readonly FormResult[];
  readonly starts: StartTimes | undefined;
}

const HEADINGS = ['', 'per second', 'rounds from–to', 'p50 ms', 'p99 ms', 'server CPU s/1,000', 'database CPU s/1,000', 'failed', 'mark'];

export function printReport({ settings, forms, starts }: Results): void {
  console.log(`\n${SIZES.products.toLocaleString('en')} products, ${settings.clients} clients, medians of ${settings.rounds} rounds of ${settings.milliseconds / 1_000} s; ${MACHINE.cores} cores shared with PostgreSQL and the load generator, node ${MACHINE.node}`);
  for (const { form, rounds, idle, loaded, loadAverage } of forms) {
    console.log(`\n${form} (load of the machine before: ${loadAverage.join(' ')})\n`);
    printTable([HEADINGS, ...SCENARIOS.flatMap((scenario) => rowOf(scenario, rounds.filter((round) => round.scenario === scenario), form === 'one process'))]);
    console.log(`\nmemory ${idle.nowMb} MB after the start, ${loaded.nowMb} MB after the load, ${loaded.peakMb} MB at most${form === 'one process' ? `  (mark: below ${MEMORY_MARK_MB})` : ''}`);
  }
  if (starts !== undefined) {
    console.log(`\nfirst answer after ${starts.withData.toFixed(1)} s with data present (mark: ${START_MARKS_S.withData}), ${starts.empty.toFixed(1)} s on an empty folder with the demo (mark: ${START_MARKS_S.empty})`);
  }
}

function rowOf(scenario: Round['scenario'], rounds: readonly Round[], marked: boolean): string[][] {
  if (rounds.length === 0) return [];
  const of = (figure: (round: Round) => number): number => median(rounds.map(figure));
  const speeds = rounds.map(({ perSecond }) => perSecond);
  const speed = median(speeds);
  const failed = rounds.reduce((sum, round) => sum + round.failed, 0);
  return [
    [
      scenario,
      speed.toFixed(1),
      `${Math.min(...speeds).toFixed(0)}–${Math.max(...speeds).toFixed(0)}`,
      of(({ p50 }) => p50).toFixed(1),
      of(({ p99 }) => p99).toFixed(1),
      of(({ serverCpu }) => serverCpu).toFixed(2),
      of(({ databaseCpu }) => databaseCpu).toFixed(2),
      String(failed),
      marked ? `${MARKS[scenario]} ${speed >= MARKS[scenario] ? 'reached' : 'MISSED'}` : '',
    ],
  ];
}

function printTable(rows: readonly (readonly string[])[]): void {
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows) console.log(row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '));
}

/** Answers where. */
export function writeResults(results: Results): string {
  const folder = fileURLToPath(new URL('../results/', import.meta.url));
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${results.at.replaceAll(':', '-').slice(0, 19)}.json`);
  writeFileSync(path, `${JSON.stringify({ ...results, machine: MACHINE, sizes: SIZES, marks: MARKS }, null, 2)}\n`);
  return path;
}
