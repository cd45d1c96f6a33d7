import type { SubgraphDeps } from '@marketgraph/bus';
import { createMailer } from '@marketgraph/mailer';
import type { SubgraphModule } from '@marketgraph/service';
import { createSocial } from './app.ts';
import { socialConsumers } from './consumers/all.ts';
import { CRASH_POINTS } from './crash-points.ts';
import { loadDemo } from './demo/load-demo.ts';
import type { SocialDeps } from './deps.ts';
import { readSocialEnv } from './env.ts';

export const socialModule: SubgraphModule = {
  name: 'social',
  migrations: { namespace: 'social', directory: new URL('../migrations/', import.meta.url) },
  crashPoints: CRASH_POINTS,
  open: (deps, env) => {
    const opened = openSocialDeps(deps, env);
    const subgraph = createSocial(opened);
    return {
      ...subgraph,
      stop: async () => {
        await subgraph.stop();
        opened.mailer.close();
      },
    };
  },
  consumers: (deps) => socialConsumers(deps),
  loadDemo,
};

function openSocialDeps(deps: SubgraphDeps, env: NodeJS.ProcessEnv): SocialDeps {
  const { smtpUrl, mailFrom, settings } = readSocialEnv(env);
  return { ...deps, settings, mailer: createMailer({ smtp: smtpUrl, from: mailFrom, log: deps.log }) };
}
