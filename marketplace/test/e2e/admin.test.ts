import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { silentLogger } from '@marketgraph/server';
import { waitFor } from '@marketgraph/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabases } from '../../src/platform/databases.ts';
import { createGraphClient } from '../../src/walkthrough/graph-client.ts';
import { freePorts } from '../support/free-ports.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const PASSWORD = 'a long password of nobody';
let folder: string;
let url: string;
let server: ChildProcess;

interface Answer {
  readonly code: number | null;
  readonly said: string;
}

function command(args: readonly string[], input = '', env: NodeJS.ProcessEnv = {}): Promise<Answer> {
  const child = spawn(process.execPath, [MAIN, ...args], { env: { ...process.env, DATA_DIR: folder, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}

const create = (email: string, role: string, env: NodeJS.ProcessEnv = {}, password = PASSWORD): Promise<Answer> => command(['operator', 'create', '--email', email, '--role', role], `${password}\n`, env);

/** Whether these words open a session, and with which rights. */
async function signIn(email: string): Promise<unknown> {
  const login = await createGraphClient(`${url}/graphql`).request<{ sessionCreate: { tokens?: { accessToken: string } } }>(
    'mutation($input: SessionCreateInput!) { sessionCreate(input: $input) { ... on SessionCreateSuccess { tokens { accessToken } } } }',
    { input: { email, password: PASSWORD } },
  );
  const token = login.sessionCreate.tokens?.accessToken;
  if (token === undefined) return undefined;
  const { viewer } = await createGraphClient(`${url}/graphql`, () => token).request<{ viewer: { operatorRole: unknown } }>('{ viewer { operatorRole } }');
  return viewer.operatorRole;
}

async function stop(): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await ended;
}

/** As an installation has it: embedded database, no demo, hence nobody who could approve a vendor. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'marketgraph-admin-'));
  const [port, stripe, uber, smtp, mail] = (await freePorts(5)).map(String);
  url = `http://127.0.0.1:${port}`;
  const ports = { PORT: port, STRIPE_SANDBOX_PORT: stripe, UBER_SANDBOX_PORT: uber, SMTP_SANDBOX_PORT: smtp, MAIL_SANDBOX_PORT: mail };
  server = spawn(process.execPath, [MAIN, 'start'], { env: { ...process.env, ...ports, DATA_DIR: folder, DEMO: 'false', LOG_LEVEL: 'error' }, stdio: ['ignore', 'ignore', 'inherit'] });
  await waitFor(async () => (await fetch(`${url}/ready`)).ok, { timeoutMs: 60_000, what: 'the marketplace to serve' });
});
afterAll(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('operators by the command line (IDN-08)', () => {
  it('are made beside a running marketplace and may sign in at once', async () => {
    const made = await create('admin@people.test', 'ADMIN');
    expect(made).toEqual({ code: 0, said: 'admin@people.test is an operator with the role ADMIN.\n' });
    expect(await signIn('admin@people.test')).toBe('ADMIN');
  });

  it('are refused where something is missing or too weak, and a password among the arguments always', async () => {
    const [weak, noAddress, noRole, inArguments] = await Promise.all([
      create('weak@people.test', 'ADMIN', {}, 'short'),
      create('nobody', 'ADMIN'),
      create('king@people.test', 'KING'),
      command(['operator', 'create', '--email', 'a@people.test', '--role', 'ADMIN', '--password', PASSWORD]),
    ]);
    expect([weak.code, noAddress.code, noRole.code]).toEqual([1, 1, 2]);
    expect(noRole.said).toContain('--role ADMIN|SUPPORT');
    expect(inArguments.code).not.toBe(0);
    for (const email of ['weak@people.test', 'king@people.test', 'a@people.test']) expect(await signIn(email), email).toBeUndefined();
  });

  it('are made by the address of a PostgreSQL server, also by that of identity\u2019s own database', async () => {
    const databases = await openDatabases({ dataDir: folder, databaseUrl: undefined, log: silentLogger });
    const own = databases.url('identity');
    const elsewhere = join(folder, 'elsewhere');
    const at = (email: string, database: string): Promise<Answer> => create(email, 'SUPPORT', { DATABASE_URL: own.replace('marketgraph_identity', database), DATA_DIR: elsewhere });
    const [one, two, nowhere] = await Promise.all([at('one@people.test', 'marketgraph'), at('two@people.test', 'marketgraph_identity'), at('three@people.test', 'nothing')]);
    expect([one.code, two.code, nowhere.code]).toEqual([0, 0, 1]);
    expect(nowhere.said).toContain('no marketplace');
    expect(await Promise.all(['one@people.test', 'two@people.test'].map(signIn))).toEqual(['SUPPORT', 'SUPPORT']);
  });

  it('are left in place while keys are rotated at once', async () => {
    expect(await command(['keys', 'rotate', '--immediately'])).toMatchObject({ code: 0, said: expect.stringMatching(/^Key \S+ signs from /) });
    expect(await signIn('admin@people.test')).toBe('ADMIN');
  });

  it('are made while the marketplace is stopped, but not where there is none', async () => {
    await stop();
    expect(await create('late@people.test', 'SUPPORT')).toMatchObject({ code: 0 });
    const nowhere = await create('late@people.test', 'SUPPORT', { DATA_DIR: join(folder, 'nowhere') });
    expect(nowhere).toMatchObject({ code: 1, said: expect.stringContaining('Start it once') });
  });
});
