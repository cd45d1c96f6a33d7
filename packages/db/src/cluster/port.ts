import { createServer } from 'node:net';
import { join } from 'node:path';
import { readIfThere, replaceFile } from './files.ts';

const HOST = '127.0.0.1';

/** The port of the last start, so that addresses people have noted stay valid; another one if that is taken now. */
export async function keptOrFreePort(base: string): Promise<number> {
  const kept = readKept(base);
  return kept !== undefined && (await isFree(kept)) ? kept : freePort();
}

export function keepPort(base: string, port: number): void {
  replaceFile(join(base, 'port'), `${port}\n`);
}

export async function isFree(port: number): Promise<boolean> {
  return (await tryListen(port)) !== undefined;
}

async function freePort(): Promise<number> {
  const port = await tryListen(0);
  if (port === undefined) throw new Error('the system gave no free port');
  return port;
}

function readKept(base: string): number | undefined {
  const port = Number(readIfThere(join(base, 'port')));
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
}

function tryListen(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, HOST, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined));
    });
  });
}
