import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { PORTS, type Form } from '../settings.ts';
import { childrenOf, postgresBelow } from './proc.ts';

/** A marketplace started as a person would start it, in processes of its own. */
export interface Server {
  readonly url: string;
  readonly stripeUrl: string;
  /** Milliseconds from its start until its first correct answer. */
  readonly firstAnswerMs: number;
  /** Those that serve the graph: one, or seven. */
  pids(): readonly number[];
  /** PostgreSQL's, which are not the server's but share its machine. */
  databasePids(): readonly number[];
  stop(): Promise<void>;
}

const MAIN = fileURLToPath(import.meta.resolve('@marketgraph/marketplace/main'));
const COMMANDS: Readonly<Record<Form, string>> = { 'one process': 'start', 'seven processes': 'services' };
const READY_WITHIN_MS = 120_000;

export interface ServerOptions {
  readonly form: Form;
  readonly dataDir: string;
  readonly nodeArguments?: readonly string[];
}

export async function startServer({ form, dataDir, nodeArguments = [] }: ServerOptions): Promise<Server> {
  const began = performance.now();
  const child = spawn(process.execPath, [...nodeArguments, MAIN, COMMANDS[form]], { env: environment(dataDir), stdio: ['ignore', 'pipe', 'pipe'] });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => void output.push(chunk.toString()));
  const url = `http://127.0.0.1:${PORTS.router}`;
  await untilItAnswers(url, child, output);
  const firstAnswerMs = performance.now() - began;
  const stripeUrl = `http://127.0.0.1:${PORTS.stripe}`;
  await sendWebhooksSideBySide(stripeUrl);
  const { pid = 0 } = child;
  return {
    url,
    firstAnswerMs,
    stripeUrl,
    pids: () => (form === 'one process' ? [pid] : childrenOf(pid).filter(({ command }) => /(router|subgraphs\/\w+)\/src\/main\.ts/.test(command)).map((service) => service.pid)),
    databasePids: () => postgresBelow(dataDir),
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGINT');
      await ended;
    },
  };
}

/** By itself the sandbox sends one after the other, in order, which the real provider does not. */
async function sendWebhooksSideBySide(stripeUrl: string): Promise<void> {
  const response = await fetch(`${stripeUrl}/__sandbox/webhooks/mode`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ mode: 'shuffle', windowMs: 1 }) });
  if (!response.ok) throw new Error(`the sandbox did not change its mode: ${await response.text()}`);
}

function environment(dataDir: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: 'production',
    DATA_DIR: dataDir,
    PORT: String(PORTS.router),
    SERVICES_PORT: String(PORTS.services),
    STRIPE_SANDBOX_PORT: String(PORTS.stripe),
    UBER_SANDBOX_PORT: String(PORTS.uber),
    SMTP_SANDBOX_PORT: String(PORTS.smtp),
    MAIL_SANDBOX_PORT: String(PORTS.mail),
    // All clients come from one address.
    RATE_LIMIT: '0',
  };
}

/** A question that only a whole marketplace answers: a product from the catalog and its vendor's name from identity. */
async function untilItAnswers(url: string, child: ChildProcess, output: readonly string[]): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the server ended: ${output.join('')}`);
    if (await answers(url)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`the server did not answer: ${output.join('')}`);
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ products(first: 1) { nodes { title vendor { name } } } }' }),
    });
    const { data } = (await response.json()) as { data?: { products: { nodes: { title: string; vendor: { name: string } }[] } } };
    return (data?.products.nodes[0]?.vendor.name ?? '') !== '';
  } catch {
    // Not listening yet.
    return false;
  }
}
