import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { ClusterError } from './cluster-error.ts';
import type { Account } from './account.ts';
import { initdbArguments } from './settings.ts';
import { serverEnvironment } from './start-server.ts';

/** Makes the data folder unless it is there: beside its place first, so that an interrupted initdb is begun anew. */
export async function prepareData(account: Account, data: string, temporary: boolean): Promise<void> {
  if (!existsSync(data)) {
    const unfinished = `${data}.new`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { mode: 0o700 });
    account.own(unfinished);
    await initdb(account, unfinished, temporary);
    renameSync(unfinished, data);
  }
  // PostgreSQL refuses a folder that others may read, which is what copying one often makes of it.
  chmodSync(data, 0o700);
  account.own(data);
}

async function initdb(account: Account, data: string, temporary: boolean): Promise<void> {
  const { file, args, ...identity } = account.command(account.binaries.initdb, initdbArguments(data, temporary));
  const child = spawn(file, args, { ...identity, cwd: '/', env: serverEnvironment(), stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return;
  rmSync(data, { recursive: true, force: true });
  throw new ClusterError(`PostgreSQL could not make its data folder ${data}: ${said.trim().replaceAll(/\s*\n\s*/g, ' ')}`);
}
