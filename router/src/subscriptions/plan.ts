import type { Viewer } from '@marketgraph/contracts';
import type { FieldNode } from 'graphql';
import type { SubgraphAnswer } from '../data-source/source.ts';
import type { EngineResult } from '../engine/engine.ts';

/** A subscription as it runs: one upstream field of its owner, and what other subgraphs add to each event. */
export interface SubscriptionPlan {
  /** The same for every operation that gives the same stream for the same variables. */
  readonly key: string;
  readonly owner: string;
  readonly query: string;
  readonly operationName: string | undefined;
  /** The field of the subscription root, and under which name the owner answers it. */
  readonly root: FieldNode;
  /** Whether its events are numbered, so that a stream can be resumed. */
  readonly isLive: boolean;
  /** Client variables that reach the owner or the rest of the plan. */
  readonly variables: ReadonlySet<string>;
  /** Which of them the owner takes. */
  readonly ownerVariables: readonly string[];
  /** The client's answer to one event of the owner. */
  complete(event: SubgraphAnswer, variables: Readonly<Record<string, unknown>>, viewer: Viewer): Promise<EngineResult>;
}
