import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DEMO_PASSWORD } from '../demo/logins.ts';
import { readSettings } from '../settings.ts';
import { createWorld } from './create-world.ts';
import { runJourney } from './run-journey.ts';
import { STEPS } from './steps/all.ts';

const EXAMPLE = new URL('../../../examples/imports/harbour-supply.csv', import.meta.url);

/** `npm run walkthrough [-- --import FILE]`: one sale from end to end against a running marketplace. */
export async function walkthrough(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { import: { type: 'string' }, url: { type: 'string' } } });
  const settings = readSettings(process.env);
  const local = (port: number): string => `http://127.0.0.1:${port}`;
  const router = values.url ?? local(settings.port);
  if (!(await answers(`${router}/health`))) {
    console.error(`Nothing answers at ${router}. Start the marketplace first: npm start`);
    return 1;
  }
  const world = createWorld({
    addresses: { router, mail: local(settings.sandboxPorts.mail), stripe: local(settings.sandboxPorts.stripe), uber: local(settings.sandboxPorts.uber) },
    tag: randomBytes(3).toString('hex'),
    operator: { email: 'operator@marketgraph.test', password: DEMO_PASSWORD },
    importFile: values.import ?? fileURLToPath(EXAMPLE),
    say: (line) => console.log(`       ${line}`),
  });
  console.log(`\nOne sale, end to end, at ${router}\n`);
  await runJourney(world, STEPS, {
    begins: (step, number, of) => console.log(`${String(number).padStart(2)}/${of}  ${step.title}`),
    ends: (step, milliseconds) => console.log(`       done in ${(milliseconds / 1_000).toFixed(1)} s  (${step.capabilities.join(', ')})\n`),
  });
  console.log('The journey is complete.');
  return 0;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
