import { verifyFolder } from '@marketgraph/marketplace/verify/verify-folder';
import type { Measured, ScenarioName } from './load/job.ts';
import { startLoadProcess, type LoadProcess } from './load-process.ts';
import { cpuSeconds, loadAverage, memoryOf, type Memory } from './servers/proc.ts';
import { startServer, type Server } from './servers/server.ts';
import type { BenchSettings, Form } from './settings.ts';

/** One scenario in one round. */
export interface Round extends Measured {
  readonly perSecond: number;
  /** CPU seconds for a thousand of what was done, of the server's processes and of PostgreSQL's. */
  readonly serverCpu: number;
  readonly databaseCpu: number;
}

export interface FormResult {
  readonly form: Form;
  readonly firstAnswerMs: number;
  readonly idle: Memory;
  readonly loaded: Memory;
  readonly rounds: readonly Round[];
  /** How busy the machine was with other work before the first measurement. */
  readonly loadAverage: readonly number[];
}

/** Starts the marketplace in that form and measures every scenario in turn, round after round: a slow minute of the machine meets all of them. */
export async function measureForm(form: Form, settings: BenchSettings, say: (line: string) => void): Promise<FormResult> {
  const { scenarios, rounds, milliseconds, warmUpMs, clients, dataDir } = settings;
  const busy = loadAverage();
  const server = await startServer({ form, dataDir });
  try {
    const idle = memoryOf(server.pids());
    const load = await startLoadProcess({ url: server.url, stripeUrl: server.stripeUrl, dataDir, clients });
    const measured: Round[] = [];
    for (const scenario of scenarios) {
      const { done, failed, failures } = await load.run({ scenario, milliseconds: warmUpMs });
      if (failed > 0 || done === 0) throw new Error(`${scenario} fails: ${failures.join('\n')}`);
    }
    for (let round = 1; round <= rounds; round += 1) {
      for (const scenario of scenarios) {
        const result = await measureOnce(server, load, scenario, milliseconds);
        measured.push(result);
        say(`${form}, round ${round}: ${scenario} ${result.perSecond.toFixed(1)}/s, p50 ${result.p50.toFixed(1)} ms${result.failed > 0 ? `, ${result.failed} FAILED: ${result.failures.join('; ')}` : ''}`);
      }
    }
    load.stop();
    return { form, firstAnswerMs: server.firstAnswerMs, idle, loaded: memoryOf(server.pids()), rounds: measured, loadAverage: busy };
  } finally {
    await server.stop();
  }
}

async function measureOnce(server: Server, load: LoadProcess, scenario: ScenarioName, milliseconds: number): Promise<Round> {
  const cpu = (): readonly [number, number] => [cpuSeconds(server.pids()), cpuSeconds(server.databasePids())];
  const [serverBefore, databaseBefore] = cpu();
  const measured = await load.run({ scenario, milliseconds });
  const [serverAfter, databaseAfter] = cpu();
  const perThousand = (seconds: number): number => (seconds / measured.done) * 1_000;
  return {
    ...measured,
    perSecond: measured.done / measured.seconds,
    serverCpu: perThousand(serverAfter - serverBefore),
    databaseCpu: perThousand(databaseAfter - databaseBefore),
  };
}

/** Nothing oversold, nothing booked wrongly, however hard it was pushed. */
export async function mustBeSound(dataDir: string): Promise<void> {
  const breaches = await verifyFolder(dataDir);
  if (breaches.length > 0) throw new Error(`the data are broken: ${JSON.stringify(breaches.slice(0, 5))}`);
}
