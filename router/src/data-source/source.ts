import type { Viewer } from '@marketgraph/contracts';
import type { GraphQLFormattedError } from 'graphql';
import type { Stream } from '../streams.ts';

/** One operation for one subgraph, as the planner wrote it. */
export interface SubgraphCall {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName?: string | undefined;
  readonly viewer: Viewer;
}

export interface SubgraphAnswer {
  data?: Record<string, unknown> | null;
  errors?: readonly GraphQLFormattedError[];
}

/** A subgraph, wherever it runs. */
export interface SubgraphSource {
  readonly name: string;
  /** Throws `SubgraphUnavailable` where no copy of the subgraph answers. */
  execute(call: SubgraphCall): Promise<SubgraphAnswer>;
  /**
   * Answers of a live field. Ends when the owner says it is over. Starting it and reading it throw
   * `SubscriptionRefused` when the owner said no, `SubgraphUnavailable` when it could not be reached or broke off.
   */
  subscribe(call: SubgraphCall): Promise<Stream<SubgraphAnswer>>;
  /** Whether some copy answered last time. */
  isUp(): boolean;
  close(): Promise<void>;
}
