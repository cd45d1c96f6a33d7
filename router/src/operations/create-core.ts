import { OperationTypeNode } from 'graphql';
import { createSources } from '../data-source/create-sources.ts';
import { sourceNamed, type FetchRecord, type Sources } from '../data-source/sources.ts';
import { createDocuments } from '../documents/documents.ts';
import { createPersistedQueries } from '../documents/persisted.ts';
import { createValidate } from '../documents/validation.ts';
import { createApolloEngine } from '../engine/apollo-engine.ts';
import { DEFAULT_LIMITS, type Limits } from '../limits/limits.ts';
import { createRateLimiter } from '../limits/rate.ts';
import type { RouterOptions } from '../options.ts';
import { readLiveFields } from '../subscriptions/live-fields.ts';
import { createSubscriptionPlanner } from '../subscriptions/planner.ts';
import { createSubscriptions, type Subscriptions } from '../subscriptions/subscriptions.ts';
import { createAccessTokenVerifier } from '../viewer/access-token.ts';
import { createAuthenticator } from '../viewer/authenticate.ts';
import { createGraphIdentityAccess } from '../viewer/graph-identity-access.ts';
import { startSessionFeed } from '../viewer/session-feed.ts';
import { createSessions, type Sessions } from '../viewer/sessions.ts';
import { createRootFieldRefusal } from './access.ts';
import { createGraph, type Graph } from './graph.ts';
import { createPrepare } from './prepare.ts';
import { createRunOperation } from './run.ts';

/** The router without its entrance. */
export interface Core {
  readonly graph: Graph;
  readonly sources: Sources;
  readonly sessions: Sessions;
  readonly subscriptions: Subscriptions;
  readonly limits: Limits;
  close(): Promise<void>;
}

export async function createCore(options: RouterOptions): Promise<Core> {
  const { supergraphSdl, log, clock, introspection = true } = options;
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const onFetch = options.onFetch ?? ((_fetch: FetchRecord) => undefined);
  const sources = createSources(options);
  const engine = await createApolloEngine({ supergraphSdl, sources, onFetch, log });
  const { schema } = engine;

  const identity = options.identityAccess ?? createGraphIdentityAccess(sourceNamed(sources, 'identity'));
  const sessions = createSessions(identity, clock);
  const authenticator = createAuthenticator(createAccessTokenVerifier(identity, clock), sessions);
  const feed = startSessionFeed({ identity, log, onChange: sessions.apply, onDown: sessions.feedLost });

  const refusal = createRootFieldRefusal(supergraphSdl);
  const documents = createDocuments({ limits, validate: createValidate(schema, introspection) });
  const planner = createSubscriptionPlanner({ supergraphSdl, sources, liveFields: readLiveFields(supergraphSdl, schema), onFetch, log });
  const subscriptions = createSubscriptions({ sources, authenticator, sessions, refusal: (field, viewer) => refusal(OperationTypeNode.SUBSCRIPTION, field, viewer), limits, log });
  const prepare = createPrepare({ schema, documents, persisted: createPersistedQueries(), limits });
  const countRate = options.rateLimit === undefined ? undefined : createRateLimiter(options.rateLimit, clock);
  const run = createRunOperation({ engine, refusal, log });

  return {
    graph: createGraph({ prepare, authenticator, run, planner, subscriptions, refusal, countRate }),
    sources,
    sessions,
    subscriptions,
    limits,
    close: async () => {
      subscriptions.close();
      await feed.close();
      await engine.close();
      await Promise.all([...sources.values()].map((source) => source.close()));
    },
  };
}
