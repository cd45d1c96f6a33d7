import { createServer } from 'node:net';

export interface WantedPort {
  readonly port: number;
  readonly host: string;
  /** Who wants to listen there. */
  readonly what: string;
  /** The setting that names another port. */
  readonly setting: string;
}

const PATIENCE_MS = 3_000;
const PAUSE_MS = 100;

/**
 * Finds out before anything is started. A marketplace that was killed a moment ago may still hold its ports, so there is
 * some patience.
 *
 * @throws Error that says which port is taken and what to do
 */
export async function requireFreePorts(wanted: readonly WantedPort[]): Promise<void> {
  const taken = (await Promise.all(wanted.map(async (one) => ((await becomesFree(one)) ? [] : [one])))).flat();
  if (taken.length === 0) return;
  const list = taken.map(({ port, what, setting }) => `  ${port}  wanted by ${what}; another one: ${setting}=${port + 1_000}`).join('\n');
  throw new Error(`These ports are taken by another program:\n${list}\nIf Marketgraph is running already, use that one or stop it first. Otherwise stop the other program, or set other ports as shown.`);
}

async function becomesFree({ port, host }: WantedPort): Promise<boolean> {
  for (let waited = 0; waited <= PATIENCE_MS; waited += PAUSE_MS) {
    if (await isFree(port, host)) return true;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return false;
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
