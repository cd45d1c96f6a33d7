import { existsSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../types.ts';
import { chooseAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import { stopServer } from './stop-server.ts';

/** Stops whatever server runs in the folder and removes it with all its data. */
export async function removeCluster(dir: string, log: Log): Promise<void> {
  if (!existsSync(dir)) return;
  const account = chooseAccount(realpathSync(dir), await findBinaries());
  await stopServer(account, join(account.base, 'data'), log);
  rmSync(account.base, { recursive: true, force: true, maxRetries: 5 });
  rmSync(dir, { recursive: true, force: true });
}
