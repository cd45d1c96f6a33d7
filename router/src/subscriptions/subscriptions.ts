import { subscriberTooSlow, unauthenticated, type Logger } from '@marketgraph/server';
import { Kind, type GraphQLError, type GraphQLFormattedError, type ValueNode } from 'graphql';
import { sourceNamed, type Sources } from '../data-source/sources.ts';
import { createPresenter } from '../errors/present.ts';
import type { Limits } from '../limits/limits.ts';
import type { Stream } from '../streams.ts';
import type { Authenticator, Credentials, RequestViewer, Traits } from '../viewer/authenticate.ts';
import type { SessionChange } from '../viewer/identity-access.ts';
import type { Sessions } from '../viewer/sessions.ts';
import { createEventRunner } from './event-runner.ts';
import type { SubscriptionPlan } from './plan.ts';
import type { PlannedSubscription } from './planner.ts';
import { scopeOf, variablesKey } from './scope.ts';
import { createSharedStream, type SharedStream } from './shared-stream.ts';
import { createSubscriber, type Shown } from './subscriber.ts';

export interface SubscriptionRequest {
  readonly planned: PlannedSubscription;
  /** As the client sent them. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** With defaults. */
  readonly coerced: Readonly<Record<string, unknown>>;
  readonly credentials: Credentials;
  readonly traits: Traits;
}

export interface Subscriptions {
  subscribe(request: SubscriptionRequest): Stream<Shown>;
  /** Shared streams open now. */
  readonly size: number;
  close(): void;
}

export interface SubscriptionsOptions {
  readonly sources: Sources;
  readonly authenticator: Authenticator;
  readonly sessions: Sessions;
  readonly refusal: (field: string, viewer: RequestViewer) => GraphQLError | undefined;
  readonly limits: Pick<Limits, 'queuedEvents' | 'replayEvents'>;
  readonly log: Logger;
}

interface Open {
  readonly stream: SharedStream;
  readonly credentials: Credentials;
  readonly traceId: string;
}

/** So many sessions are asked for at once when the session feed comes back. */
const RECHECKED_AT_ONCE = 20;

/** All live streams of this router: one for each thing that is watched, through the same eyes. */
export function createSubscriptions({ sources, authenticator, sessions, refusal, limits, log }: SubscriptionsOptions): Subscriptions {
  const open = new Map<string, Open>();
  const stopListening = sessions.onChange((change) => {
    applyChange(change).catch((error: unknown) => log.error({ err: error }, 'streams were not rechecked'));
  });

  async function applyChange(change: SessionChange): Promise<void> {
    if (change.kind === 'REVOKED') {
      for (const entry of ofSessions(new Set(change.sessionIds))) entry.stream.end(told(entry.traceId, unauthenticated('The session is over.')));
      return;
    }
    // After a snapshot nobody knows what was missed: everybody is looked at again.
    const concerned = [...open.values()].filter(({ credentials }) => credentials.kind === 'user' && (change.kind === 'SNAPSHOT' || credentials.userId === change.userId));
    for (let next = 0; next < concerned.length; next += RECHECKED_AT_ONCE) {
      await Promise.all(concerned.slice(next, next + RECHECKED_AT_ONCE).map(({ stream }) => stream.recheck()));
    }
  }

  function ofSessions(ids: ReadonlySet<string>): Open[] {
    return [...open.values()].filter(({ credentials }) => credentials.kind === 'user' && ids.has(credentials.sessionId));
  }

  function told(traceId: string, error: GraphQLError): GraphQLFormattedError[] {
    return createPresenter(traceId, log).ofRequest([error]);
  }

  function openStream(key: string, plan: SubscriptionPlan, { variables, credentials, traits }: SubscriptionRequest): Open {
    const runner = createEventRunner({
      plan,
      source: sourceNamed(sources, plan.owner),
      variables,
      viewer: () => authenticator.viewer(credentials, traits, true),
      refusal: (viewer) => refusal(plan.root.name.value, viewer),
      traceId: traits.traceId,
      log,
    });
    const stream = createSharedStream({ runner, replayEvents: limits.replayEvents, onOver: () => open.delete(key) });
    const entry = { stream, credentials, traceId: traits.traceId };
    open.set(key, entry);
    return entry;
  }

  return {
    subscribe: (request) => {
      const { planned, variables, coerced, credentials, traits } = request;
      const { plan, since } = planned;
      const key = `${scopeOf(credentials, traits)}\n${variablesKey(variables, plan.variables)}\n${plan.key}`;
      const { stream } = open.get(key) ?? openStream(key, plan, request);
      const subscriber = createSubscriber({
        position: sinceOf(since, coerced),
        capacity: limits.queuedEvents,
        tooSlow: () => told(traits.traceId, subscriberTooSlow())[0] ?? subscriberTooSlow().toJSON(),
        onClosed: () => stream.leave(subscriber),
      });
      stream.join(subscriber);
      return subscriber.stream;
    },
    get size() {
      return open.size;
    },
    close: () => {
      stopListening();
      for (const { stream } of open.values()) stream.end([]);
    },
  };
}

function sinceOf(value: ValueNode | undefined, coerced: Readonly<Record<string, unknown>>): number | undefined {
  if (value?.kind === Kind.INT) return Number(value.value);
  const given = value?.kind === Kind.VARIABLE ? coerced[value.name.value] : undefined;
  return typeof given === 'number' ? given : undefined;
}
