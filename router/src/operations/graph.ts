import { OperationTypeNode } from 'graphql';
import type { CountRate } from '../limits/rate.ts';
import type { SubscriptionPlanner } from '../subscriptions/planner.ts';
import type { Shown } from '../subscriptions/subscriber.ts';
import type { Subscriptions } from '../subscriptions/subscriptions.ts';
import type { Stream } from '../streams.ts';
import type { Authenticator, Credentials, RequestViewer, Traits } from '../viewer/authenticate.ts';
import type { RootFieldRefusal } from './access.ts';
import type { Prepare, PreparedOperation } from './prepare.ts';
import type { RunOperation } from './run.ts';

/** The graph behind the entrances: HTTP, event streams and sockets do the same with it. */
export interface Graph {
  readonly prepare: Prepare;
  readonly authenticator: Authenticator;
  /** Counts an operation. Throws RATE_LIMITED where the address, or the user, asks too often. */
  admit(who: AskerPlace): void;
  /** A query or mutation. */
  readonly run: RunOperation;
  /** A subscription. Throws a GraphQLError that may be shown where it cannot begin. */
  subscribe(operation: PreparedOperation, asker: Asker): Stream<Shown>;
}

/** An address before it is known who asks, a user afterwards. */
export type AskerPlace = Pick<Traits, 'clientAddress'> | Credentials;

export interface Asker {
  readonly viewer: RequestViewer;
  readonly credentials: Credentials;
  readonly traits: Traits;
}

export interface GraphOptions {
  readonly prepare: Prepare;
  readonly authenticator: Authenticator;
  readonly run: RunOperation;
  readonly planner: SubscriptionPlanner;
  readonly subscriptions: Subscriptions;
  readonly refusal: RootFieldRefusal;
  /** None: everybody may ask as often as they like. */
  readonly countRate: CountRate | undefined;
}

export function createGraph({ prepare, authenticator, run, planner, subscriptions, refusal, countRate }: GraphOptions): Graph {
  return {
    prepare,
    authenticator,
    run,
    admit: (who) => {
      const key = 'clientAddress' in who ? who.clientAddress : who.kind === 'user' ? who.userId : undefined;
      const tooMany = key === undefined ? undefined : countRate?.(key);
      if (tooMany !== undefined) throw tooMany;
    },
    subscribe: ({ document, operationName, planKey, variables, coerced }, { viewer, credentials, traits }) => {
      const planned = planner.plan(document.document, operationName, planKey);
      const refused = refusal(OperationTypeNode.SUBSCRIPTION, planned.plan.root.name.value, viewer);
      if (refused !== undefined) throw refused;
      return subscriptions.subscribe({ planned, variables, coerced, credentials, traits });
    },
  };
}

/** Whether an operation changes something, so that the session must be known to stand. */
export function mustBeSure({ operation }: PreparedOperation): boolean {
  return operation.operation !== 'query';
}
