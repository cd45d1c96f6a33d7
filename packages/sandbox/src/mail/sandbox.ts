import { createSandboxClock, type SandboxClock } from '../shared/clock.ts';
import { answerRoute } from '../shared/control-routes.ts';
import { listen, type HttpServer } from '../shared/http.ts';
import { silentLog } from '../shared/log.ts';
import type { SandboxOptions } from '../shared/options.ts';
import { openStore } from '../shared/store.ts';
import { createMailControl, type MailControl } from './control-client.ts';
import { createMailFaults } from './faults.ts';
import { mailRoutes } from './routes.ts';
import { startSmtp, type SmtpEnd, type SmtpOptions } from './smtp.ts';

export interface MailSandboxOptions extends Omit<SandboxOptions, 'webhook' | 'webhookRetryMs' | 'webhookTimeoutMs'> {
  /** `port` is that of the HTTP side. */
  readonly smtpPort?: number;
  readonly login?: { readonly user: string; readonly password: string };
  readonly slowMs?: number;
}

export interface MailSandbox {
  /** Of the HTTP side: the inbox page, and the messages as JSON. */
  readonly url: string;
  readonly port: number;
  readonly smtpPort: number;
  readonly clock: SandboxClock;
  readonly control: MailControl;
  stop(): Promise<void>;
}

export async function createMailSandbox(options: MailSandboxOptions = {}): Promise<MailSandbox> {
  const { host = '127.0.0.1', waitForPortMs = 0, log = silentLog, clock = createSandboxClock() } = options;
  const server = await listen({ host, port: options.port ?? 0, waitForPortMs, log });
  const opened = await openBehind(server, () => openStore({ owner: 'mail', path: options.journal }));
  const faults = createMailFaults();
  const smtp = await openBehind(server, () =>
    startSmtp({
      host,
      port: options.smtpPort ?? 0,
      waitForPortMs,
      login: options.login,
      slowMs: options.slowMs ?? 60_000,
      messages: opened.collection('messages'),
      deferred: opened.collection('deferred'),
      faults,
      now: () => clock.now(),
      log,
    } satisfies SmtpOptions),
  );
  const routes = mailRoutes({ store: opened, clock, faults });
  server.serve(async (request) => (await answerRoute(routes, request)) ?? { status: 404, body: { error: `no such page: ${request.method} ${request.path}` } });
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await closeBoth(smtp, server);
    opened.close();
  };
  return { url: server.url, port: server.port, smtpPort: smtp.port, clock, control: createMailControl(server.url), stop: () => (stopped ??= stop()) };
}

async function closeBoth(smtp: SmtpEnd, server: HttpServer): Promise<void> {
  await Promise.all([smtp.close(), server.close()]);
}

/** What cannot be opened must not leave the port bound. */
async function openBehind<Opened>(server: HttpServer, open: () => Opened | Promise<Opened>): Promise<Opened> {
  try {
    return await open();
  } catch (error) {
    await server.close();
    throw error;
  }
}
