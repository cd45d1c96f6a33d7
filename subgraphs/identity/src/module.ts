import type { SubgraphDeps } from '@marketgraph/bus';
import { createMailer } from '@marketgraph/mailer';
import type { SubgraphModule } from '@marketgraph/service';
import { createIdentity } from './app.ts';
import { identityConsumers } from './consumers/consumers.ts';
import { createSecrets } from './crypto/secrets.ts';
import { loadDemo } from './demo/load-demo.ts';
import type { IdentityDeps } from './deps.ts';
import { readIdentityEnv } from './env.ts';

/** For whoever calls identity's commands without its graph, such as the command line. The caller closes `mailer`. */
export function openIdentityDeps(deps: SubgraphDeps, env: NodeJS.ProcessEnv): IdentityDeps {
  const { secret, smtpUrl, mailFrom, settings } = readIdentityEnv(env);
  return { ...deps, settings, secrets: createSecrets(secret), mailer: createMailer({ smtp: smtpUrl, from: mailFrom, log: deps.log }) };
}

export const identityModule: SubgraphModule = {
  name: 'identity',
  migrations: { namespace: 'identity', directory: new URL('../migrations/', import.meta.url) },
  crashPoints: [],
  open: (deps, env) => {
    const opened = openIdentityDeps(deps, env);
    const subgraph = createIdentity(opened);
    return {
      ...subgraph,
      stop: async () => {
        await subgraph.stop();
        opened.mailer.close();
      },
    };
  },
  consumers: () => identityConsumers,
  loadDemo,
};
