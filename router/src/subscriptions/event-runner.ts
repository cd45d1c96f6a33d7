import type { Logger } from '@marketgraph/server';
import { GraphQLError } from 'graphql';
import { createBackoff } from '../backoff.ts';
import type { SubgraphAnswer, SubgraphSource } from '../data-source/source.ts';
import { createPresenter, type Presenter } from '../errors/present.ts';
import { codeOf } from '../errors/router-error.ts';
import { SubscriptionRefused } from '../errors/subgraph-errors.ts';
import type { Stream } from '../streams.ts';
import type { RequestViewer } from '../viewer/authenticate.ts';
import { SINCE_VARIABLE } from './normalise.ts';
import type { SubscriptionPlan } from './plan.ts';
import type { ShownEvent } from './subscriber.ts';
import type { UpstreamEvent } from './upstream.ts';

export interface EventRunnerOptions {
  readonly plan: SubscriptionPlan;
  readonly source: SubgraphSource;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Who watches, as identity knows it now. Throws errors that may be shown. */
  readonly viewer: () => Promise<RequestViewer>;
  /** Why that viewer may not see the root field, if so. */
  readonly refusal: (viewer: RequestViewer) => GraphQLError | undefined;
  readonly traceId: string;
  readonly log: Logger;
}

/** What one plan does for one kind of viewer, shared by the common stream and by those who catch up with it. */
export interface EventRunner {
  readonly rootKey: string;
  readonly isLive: boolean;
  readonly presenter: Presenter;
  open(since: number | null): Promise<Stream<SubgraphAnswer>>;
  /** Adds the rest of the plan to an event of the owner. */
  show(event: UpstreamEvent): Promise<ShownEvent>;
  /** The viewer now. All three throw `SubscriptionRefused` once the viewer has lost the right to look. */
  currentViewer(): Promise<RequestViewer>;
}

export function createEventRunner({ plan, source, variables, viewer, refusal, traceId, log }: EventRunnerOptions): EventRunner {
  const presenter = createPresenter(traceId, log);
  const given = plan.ownerVariables.filter((name) => Object.hasOwn(variables, name));
  const ownerVariables = Object.fromEntries(given.map((name) => [name, variables[name]]));

  /**
   * While identity is away nobody can say whether a session still stands. What waits for the answer is held back, not
   * dropped: the client gets its event late, or is refused.
   */
  async function currentViewer(): Promise<RequestViewer> {
    const backoff = createBackoff({ firstMs: 50, longestMs: 1_000 });
    for (;;) {
      const current = await viewer().catch(onlyShowable);
      const refused = current instanceof GraphQLError ? current : refusal(current);
      if (refused === undefined) return current as RequestViewer;
      if (codeOf(refused) !== 'SUBGRAPH_UNAVAILABLE') throw new SubscriptionRefused([refused.toJSON()]);
      await backoff.wait();
    }
  }

  return {
    rootKey: plan.root.alias?.value ?? plan.root.name.value,
    isLive: plan.isLive,
    presenter,
    currentViewer,
    open: async (since) => {
      const sent = plan.isLive ? { ...ownerVariables, [SINCE_VARIABLE]: since } : ownerVariables;
      return source.subscribe({ query: plan.query, operationName: plan.operationName, variables: sent, viewer: await currentViewer() });
    },
    show: async ({ answer, seq, isGap }) => {
      const { data, errors } = await plan.complete(answer, variables, await currentViewer());
      const result = { ...(data === undefined ? {} : { data }), ...(errors.length === 0 ? {} : { errors: presenter.ofExecution(errors) }) };
      return { result, seq, isGap };
    },
  };
}

function onlyShowable(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  throw error;
}
