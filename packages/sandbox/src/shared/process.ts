import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { CHILD_VARIABLE, type ReadyLine } from './child.ts';
import type { WebhookEndpoint } from './webhook-mode.ts';

export type SandboxName = 'stripe' | 'uber' | 'mail';

export interface SandboxProcessOptions {
  readonly port?: number;
  readonly journal?: string;
  readonly webhook?: WebhookEndpoint;
  /** Further variables of the sandbox, as its README lists them. */
  readonly env?: Readonly<Record<string, string>>;
  /** Every line the child prints after it is ready. */
  readonly log?: (line: string) => void;
  /** Lets the sandbox live on when this process ends; whoever detaches it stops it by its pid. */
  readonly detached?: boolean;
  readonly readyTimeoutMs?: number;
}

export interface SandboxProcess {
  readonly name: SandboxName;
  readonly url: string;
  readonly port: number;
  /** Of the mail sandbox; of the others their HTTP port. */
  readonly smtpPort: number;
  readonly pid: number;
  /** Resolves with the exit code when the child has ended, for whatever reason. */
  readonly exited: Promise<number | null>;
  /** Ends it in order and waits. */
  stop(): Promise<void>;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
}

/** Starts a sandbox in a child process of the same node and resolves once it serves. */
export async function startSandboxProcess(name: SandboxName, options: SandboxProcessOptions = {}): Promise<SandboxProcess> {
  const { detached = false } = options;
  const child = spawn(process.execPath, [fileURLToPath(new URL(`../${name}/main.ts`, import.meta.url))], {
    detached,
    // The open stdin of an attached child is its life line; see runAsProcess.
    stdio: [detached ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    env: { ...inheritedEnv(), ...childEnv(options), [CHILD_VARIABLE]: detached ? 'detached' : 'attached' },
  });
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.once('error', () => resolve(null));
  });
  const ready = await waitUntilReady(name, child, options);
  if (detached) unreference(child);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await exited;
  };
  return {
    name,
    url: ready.url,
    port: ready.port,
    smtpPort: ready.smtpPort ?? ready.port,
    pid: child.pid ?? 0,
    exited,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

/** Only what a process needs to run: a PORT or a JOURNAL of the parent is not meant for the child. */
function inheritedEnv(): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'NODE_EXTRA_CA_CERTS', 'NODE_V8_COVERAGE'];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
}

function childEnv({ port, journal, webhook, env }: SandboxProcessOptions): Record<string, string> {
  return {
    ...(port === undefined ? {} : { PORT: String(port) }),
    ...(journal === undefined ? {} : { JOURNAL: journal }),
    ...(webhook === undefined ? {} : { WEBHOOK_URL: webhook.url, WEBHOOK_SECRET: webhook.secret }),
    ...(webhook?.enabledEvents === undefined ? {} : { WEBHOOK_EVENTS: webhook.enabledEvents.join(',') }),
    ...env,
  };
}

async function waitUntilReady(name: SandboxName, child: ChildProcess, options: SandboxProcessOptions): Promise<ReadyLine> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('the child has no output');
  const complaints: string[] = [];
  createInterface({ input: stderr }).on('line', (line) => {
    complaints.push(line);
    options.log?.(line);
  });
  const { promise, resolve, reject } = Promise.withResolvers<ReadyLine>();
  createInterface({ input: stdout }).on('line', (line) => {
    const ready = parseReady(line);
    if (ready === undefined) options.log?.(line);
    else resolve(ready);
  });
  // 'close' comes after the last line of stderr, 'exit' may come before.
  child.once('close', (code) => reject(new Error(`the ${name} sandbox ended with ${code}: ${complaints.join(' ')}`)));
  child.once('error', reject);
  const deadline = setTimeout(() => {
    child.kill('SIGKILL');
    reject(new Error(`the ${name} sandbox was not ready in time: ${complaints.join(' ')}`));
  }, options.readyTimeoutMs ?? 20_000);
  try {
    return await promise;
  } finally {
    clearTimeout(deadline);
  }
}

function parseReady(line: string): ReadyLine | undefined {
  if (!line.startsWith('{"ready":true')) return undefined;
  return JSON.parse(line) as ReadyLine;
}

/** A detached child must not keep this process alive either. */
function unreference(child: ChildProcess): void {
  child.unref();
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null && 'unref' in stream && typeof stream.unref === 'function') stream.unref();
  }
}
