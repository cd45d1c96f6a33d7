import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { SUBGRAPHS, type SubgraphName } from '@marketgraph/kernel';
import type { Databases } from '../platform/databases.ts';
import { serviceEnvironment } from '../platform/environment.ts';
import type { Secrets } from '../platform/secrets.ts';

export type ProcessName = SubgraphName | 'router';

export interface ServiceProcessesOptions {
  /** Of all of them, `process.env` included. */
  readonly env: NodeJS.ProcessEnv;
  readonly databases: Databases;
  readonly secrets: Secrets;
  readonly urls: Readonly<Record<SubgraphName, string>>;
  readonly routerPort: number;
  readonly host: string;
  readonly logLevel: string;
}

export interface ServiceProcesses {
  /** Of the router. */
  readonly url: string;
  /** Starts one again that was stopped or killed, and waits until it is ready. */
  restart(name: ProcessName, env?: NodeJS.ProcessEnv): Promise<void>;
  kill(name: ProcessName, signal: NodeJS.Signals): Promise<void>;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 30_000;
const root = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** A router and six services as children of this process; node itself, since a killed npm leaves its child behind. */
export async function startServiceProcesses(options: ServiceProcessesOptions): Promise<ServiceProcesses> {
  const { secrets, urls, routerPort, host, logLevel } = options;
  const routerUrl = `http://127.0.0.1:${routerPort}`;
  const children = new Map<ProcessName, ChildProcess>();

  const launch = async (name: ProcessName, extra: NodeJS.ProcessEnv = {}): Promise<void> => {
    const script = name === 'router' ? root('router/src/main.ts') : root(`subgraphs/${name}/src/main.ts`);
    const env =
      name === 'router'
        ? {
            ...options.env,
            SUPERGRAPH: root('schema/supergraph.graphql'),
            SUBGRAPH_URLS: JSON.stringify(urls),
            SERVICE_KEY: JSON.stringify(secrets.serviceKeys['router']),
            HOST: host,
            PORT: String(routerPort),
            LOG_LEVEL: logLevel,
          }
        : serviceEnvironment({ ...options, name, settings: options.env });
    const child = spawn(process.execPath, [script], { env: { ...env, ...extra }, stdio: ['ignore', 'inherit', 'inherit'] });
    children.set(name, child);
    await waitUntilReady(name, name === 'router' ? routerUrl : urls[name], child);
  };

  const end = async (name: ProcessName, signal: NodeJS.Signals): Promise<void> => {
    const child = children.get(name);
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await exited;
  };

  const stop = async (): Promise<void> => {
    await end('router', 'SIGTERM');
    await Promise.all(SUBGRAPHS.map((name) => end(name, 'SIGTERM')));
  };
  try {
    await Promise.all(SUBGRAPHS.map((name) => launch(name)));
    await launch('router');
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: routerUrl, restart: launch, kill: end, stop };
}

async function waitUntilReady(name: ProcessName, url: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${name} ended with ${child.exitCode ?? child.signalCode} before it was ready; its output says why.`);
    try {
      if ((await fetch(`${url}/ready`)).ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${name} was not ready after ${READY_WITHIN_MS / 1_000} s.`);
}
