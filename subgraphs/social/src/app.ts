import { startConsumers, startRelay, startSweepers, type Stoppable, type Sweeper } from '@marketgraph/bus';
import { SECOND } from '@marketgraph/kernel';
import { createMailSweeper } from '@marketgraph/mailer';
import { createSubgraph, databaseReady, type Subgraph } from '@marketgraph/server';
import { socialConsumers } from './consumers/all.ts';
import { createSocialContext } from './context.ts';
import type { SocialDeps } from './deps.ts';
import { createBackground } from './dispatch/background.ts';
import { deliverDispatches } from './dispatch/deliver-dispatches.ts';
import { purgeDispatches } from './dispatch/purge-dispatches.ts';
import { purgeNotifications } from './notifications/purge-notifications.ts';
import { resolvers, typeDefs } from './schema.ts';

export function socialSweepers(deps: SocialDeps): Sweeper[] {
  const { db, mailer, clock, log, live } = deps;
  return [
    { name: 'social.dispatch.deliver', everyMs: SECOND, run: (now) => deliverDispatches(deps, now) },
    createMailSweeper({ name: 'social.mail.send', db, mailer, clock, log }),
    purgeDispatches(db),
    purgeNotifications(db),
    live.purge,
  ];
}

/** The subgraph of what people say and what they are told: reviews, notifications, mails. */
export function createSocial(deps: SocialDeps): Subgraph {
  const { db, transport, log, clock } = deps;
  const background = createBackground(deps);
  let running: Stoppable[] = [];
  return createSubgraph({
    name: 'social',
    typeDefs,
    resolvers,
    createContext: (viewer) => createSocialContext(deps, viewer),
    ready: () => databaseReady(db),
    start: async () => {
      await deps.live.start();
      await background.start();
      running = [
        startRelay({ db, transport, log, clock }),
        startConsumers({ db, transport, group: 'social', consumers: socialConsumers(deps), log, clock }),
        startSweepers({ db, sweepers: socialSweepers(deps), log, clock }),
      ];
      await Promise.all(running.map((part) => part.ready));
    },
    stop: async () => {
      await Promise.all(running.map((part) => part.stop()));
      running = [];
      await background.stop();
      await deps.live.stop();
    },
  });
}
