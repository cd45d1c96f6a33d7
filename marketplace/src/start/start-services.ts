import { join } from 'node:path';
import { prepareExplorer } from '@marketgraph/explorer';
import { createLogger, onShutdown } from '@marketgraph/server';
import { systemClock } from '@marketgraph/kernel';
import { prepareDatabase } from '@marketgraph/service';
import { seedDemo } from '../demo/seed.ts';
import { openDatabases } from '../platform/databases.ts';
import { serviceUrls, marketplaceEnvironment } from '../platform/environment.ts';
import { requireFreePorts } from '../platform/free-ports.ts';
import { MODULES } from '../platform/modules.ts';
import { startSandboxes } from '../platform/sandboxes.ts';
import { loadSecrets } from '../platform/secrets.ts';
import { readSettings } from '../settings.ts';
import { banner } from './banner.ts';
import { createCleanup } from './cleanup.ts';
import { servicePortsOf } from './ports.ts';
import { startServiceProcesses } from './service-processes.ts';

/** `npm run start:services`: the same marketplace as a router and six services over HTTP and graphql-ws, until Ctrl-C. */
export async function startServices(): Promise<number> {
  const began = performance.now();
  const settings = readSettings(process.env);
  const log = createLogger({ name: 'marketgraph', level: settings.logLevel, pretty: process.stdout.isTTY });
  await requireFreePorts(servicePortsOf(settings));
  const secrets = await loadSecrets(join(settings.dataDir, 'secrets.json'));
  const urls = serviceUrls(settings.servicesPort);
  const cleanup = createCleanup(log);
  const { url, inbox } = await cleanup.guard(async () => {
    const databases = await openDatabases({ dataDir: settings.dataDir, databaseUrl: settings.databaseUrl, log });
    cleanup.add('database', () => databases.stop());
    const sandboxes = await startSandboxes({
      dataDir: settings.dataDir,
      given: settings.given,
      ports: settings.sandboxPorts,
      secrets,
      // Webhooks go to the subgraph that holds the provider's adapter.
      webhooks: { stripe: urls.commerce, uber: urls.logistics },
      courierStepMs: settings.courierStepMs,
      log,
    });
    cleanup.add('sandboxes', () => sandboxes.stop());
    const [explorerDir] = await Promise.all([
      prepareExplorer(join(settings.dataDir, 'explorer')),
      ...MODULES.map((module) => prepareDatabase(databases.url(module.name), module.migrations, log)),
    ]);
    if (settings.demo) await seedDemo({ modules: MODULES, urlOf: (name) => databases.url(name), dataDir: settings.dataDir, clock: systemClock, log });
    const services = await startServiceProcesses({
      env: { EXPLORER_DIR: explorerDir, ...marketplaceEnvironment(process.env, sandboxes, secrets) },
      databases,
      secrets,
      urls,
      routerPort: settings.port,
      host: settings.host,
      logLevel: settings.logLevel,
    });
    cleanup.add('services', () => services.stop());
    return { url: services.url, inbox: sandboxes.mail?.url ?? 'none: mails are really sent' };
  });
  onShutdown({ log, steps: cleanup.steps });
  console.log(banner('Marketgraph is ready in seven processes', { url, inbox, demo: settings.demo, milliseconds: performance.now() - began }));
  return new Promise(() => undefined);
}
