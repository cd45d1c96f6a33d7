import { join } from 'node:path';
import { prepareExplorer } from '@marketgraph/explorer';
import { systemClock } from '@marketgraph/kernel';
import { createExplorerRoutes } from '@marketgraph/router';
import { createLogger, keepHeapSmall, onShutdown } from '@marketgraph/server';
import { crashPointsFrom } from '@marketgraph/service';
import { seedDemo } from '../demo/seed.ts';
import { openDatabases } from '../platform/databases.ts';
import { marketplaceEnvironment } from '../platform/environment.ts';
import { requireFreePorts } from '../platform/free-ports.ts';
import { MODULES } from '../platform/modules.ts';
import { startSandboxes } from '../platform/sandboxes.ts';
import { loadSecrets } from '../platform/secrets.ts';
import { readSupergraph } from '../schema/supergraph-file.ts';
import { readSettings } from '../settings.ts';
import { banner } from './banner.ts';
import { createCleanup } from './cleanup.ts';
import { startInOneProcess } from './one-process.ts';
import { portsOf } from './ports.ts';

/** `npm start`: database, sandboxes, six subgraphs and the router, seeded, until Ctrl-C. */
export async function start(): Promise<number> {
  const began = performance.now();
  keepHeapSmall();
  const settings = readSettings(process.env);
  const log = createLogger({ name: 'marketgraph', level: settings.logLevel, pretty: process.stdout.isTTY });
  await requireFreePorts(portsOf(settings));
  const secrets = await loadSecrets(join(settings.dataDir, 'secrets.json'));
  const base = `http://127.0.0.1:${settings.port}`;
  const cleanup = createCleanup(log);
  const { url, inbox } = await cleanup.guard(async () => {
    const databases = await openDatabases({ dataDir: settings.dataDir, databaseUrl: settings.databaseUrl, log });
    cleanup.add('database', () => databases.stop());
    const sandboxes = await startSandboxes({
      dataDir: settings.dataDir,
      given: settings.given,
      ports: settings.sandboxPorts,
      secrets,
      webhooks: { stripe: base, uber: base },
      courierStepMs: settings.courierStepMs,
      log,
    });
    cleanup.add('sandboxes', () => sandboxes.stop());
    const { explorer, routes } = createExplorerRoutes(() => prepareExplorer(join(settings.dataDir, 'explorer')));
    const marketplace = await startInOneProcess({
      databases,
      supergraphSdl: readSupergraph(),
      env: marketplaceEnvironment(process.env, sandboxes, secrets),
      host: settings.host,
      port: settings.port,
      eventLeaseMs: settings.eventLeaseMs,
      clock: systemClock,
      crash: crashPointsFrom(process.env),
      log,
      explorer,
      routes,
      seed: async () => {
        if (!settings.demo) return;
        await seedDemo({ modules: MODULES, urlOf: (name) => databases.url(name), dataDir: settings.dataDir, clock: systemClock, log });
      },
    });
    cleanup.add('marketplace', () => marketplace.stop());
    return { url: marketplace.url, inbox: sandboxes.mail?.url ?? 'none: mails are really sent' };
  });
  onShutdown({ log, steps: cleanup.steps });
  console.log(banner('Marketgraph is ready', { url, inbox, demo: settings.demo, milliseconds: performance.now() - began }));
  return new Promise(() => undefined);
}
