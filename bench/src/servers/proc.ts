import { readdirSync, readFileSync } from 'node:fs';

/** What /proc says of a process; nothing of one that has ended meanwhile. */
interface Stat {
  readonly pid: number;
  readonly parent: number;
  /** Ticks of 10 ms, its own and those of its children that have ended. */
  readonly ticks: number;
  readonly command: string;
}

const TICKS_A_SECOND = 100;

function readStat(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold blanks and brackets.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ').map(Number);
    const [, parent = 0] = fields;
    const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + (fields[index] ?? 0), 0);
    return { pid, parent, ticks, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') };
  } catch {
    // Ended between being listed and being read.
    return undefined;
  }
}

function allStats(): Stat[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => readStat(Number(name)) ?? []);
}

export function childrenOf(pid: number): readonly { readonly pid: number; readonly command: string }[] {
  return allStats().filter(({ parent }) => parent === pid);
}

/** The main process of the PostgreSQL whose data lie below that folder, and all that it has started. */
export function postgresBelow(folder: string): number[] {
  const all = allStats();
  const main = all.find(({ command }) => command.includes('/postgres -D ') && command.includes(folder));
  return main === undefined ? [] : [main.pid, ...all.filter(({ parent }) => parent === main.pid).map(({ pid }) => pid)];
}

export function cpuSeconds(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + (readStat(pid)?.ticks ?? 0), 0) / TICKS_A_SECOND;
}

export interface Memory {
  readonly nowMb: number;
  readonly peakMb: number;
}

export function memoryOf(pids: readonly number[]): Memory {
  const megabytes = (text: string, name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) / 1_024;
  const texts = pids.map((pid) => readFileSync(`/proc/${pid}/status`, 'utf8'));
  const sum = (name: string): number => Math.round(texts.reduce((total, text) => total + megabytes(text, name), 0));
  return { nowMb: sum('VmRSS'), peakMb: sum('VmHWM') };
}

export function loadAverage(): readonly number[] {
  return readFileSync('/proc/loadavg', 'utf8').split(' ').slice(0, 3).map(Number);
}
