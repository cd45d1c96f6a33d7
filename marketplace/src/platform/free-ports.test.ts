import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { requireFreePorts } from './free-ports.ts';

let holder: Server | undefined;
afterEach(() => holder?.close());

function hold(): Promise<number> {
  return new Promise((resolve, reject) => {
    holder = createServer().listen(0, '127.0.0.1', () => {
      const address = holder?.address();
      if (address === null || address === undefined || typeof address === 'string') reject(new Error('no port'));
      else resolve(address.port);
    });
  });
}

describe('ports', () => {
  it('that are taken are named, with who wants them and what to do', async () => {
    const port = await hold();
    const wanted = [{ port, host: '127.0.0.1', what: 'the router', setting: 'PORT' }];
    await expect(requireFreePorts(wanted)).rejects.toThrow(`${port}  wanted by the router; another one: PORT=${port + 1_000}`);
  });

  it('that become free in a moment are waited for', async () => {
    const port = await hold();
    const waiting = requireFreePorts([{ port, host: '127.0.0.1', what: 'the router', setting: 'PORT' }]);
    holder?.close();
    await expect(waiting).resolves.toBeUndefined();
  });
});
