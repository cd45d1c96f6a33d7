import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SCENARIOS, type ScenarioName } from './load/job.ts';

export type Form = 'one process' | 'seven processes';

export interface BenchSettings {
  readonly forms: readonly Form[];
  readonly scenarios: readonly ScenarioName[];
  readonly rounds: number;
  /** Of one measurement of one scenario. */
  readonly milliseconds: number;
  readonly warmUpMs: number;
  readonly clients: number;
  readonly startTimes: boolean;
  /** Of which scenario a CPU profile is taken, instead of measuring. */
  readonly profile: ScenarioName | undefined;
  readonly dataDir: string;
}

/** Far from the ports of `npm start`, so that a marketplace may run beside. */
export const PORTS = { router: 4700, services: 4701, stripe: 4710, uber: 4711, smtp: 4712, mail: 4713 } as const;
export const SIZES = { vendors: 60, buyers: 400, products: 10_000, orders: 2_000 } as const;
export const SEED = 'marketgraph';
export const MACHINE = { cores: availableParallelism(), node: process.version } as const;

const FORMS = { one: 'one process', seven: 'seven processes' } as const;
const USAGE = `usage: npm run bench -- [options]

  --forms one,seven          in which form the marketplace runs
  --scenarios ${SCENARIOS.join(',')}
  --rounds 5                 the figures are the medians of so many rounds
  --seconds 5                how long one scenario is measured in a round
  --clients 16
  --no-start                 leaves out the start times
  --profile product-page     takes a CPU profile of one scenario in one process instead`;

/** Ends the process with the usage where it is asked for, or an option is not understood. */
export function readBenchSettings(args: readonly string[]): BenchSettings {
  try {
    const { values } = parseArgs({
      args: [...args],
      allowNegative: true,
      options: {
        forms: { type: 'string', default: 'one,seven' },
        scenarios: { type: 'string', default: SCENARIOS.join(',') },
        rounds: { type: 'string', default: '5' },
        seconds: { type: 'string', default: '5' },
        clients: { type: 'string', default: '16' },
        start: { type: 'boolean', default: true },
        profile: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
    if (values.help === true) {
      console.log(USAGE);
      process.exit(0);
    }
    const known = (name: string): ScenarioName => {
      const found = SCENARIOS.find((scenario) => scenario === name);
      if (found === undefined) throw new Error(`there is no scenario ${name}`);
      return found;
    };
    return {
      forms: values.forms.split(',').map((name) => formOf(name)),
      scenarios: values.scenarios.split(',').map(known),
      rounds: positive('rounds', values.rounds),
      milliseconds: positive('seconds', values.seconds) * 1_000,
      warmUpMs: 4_000,
      clients: positive('clients', values.clients),
      startTimes: values.start,
      profile: values.profile === undefined ? undefined : known(values.profile),
      dataDir: resolve('.data', `bench-${SIZES.products}`),
    };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exit(2);
  }
}

function formOf(name: string): Form {
  if (name !== 'one' && name !== 'seven') throw new Error(`the marketplace does not run as ${name}`);
  return FORMS[name];
}

function positive(name: string, text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new Error(`--${name} must be a number above 0`);
  return number;
}
