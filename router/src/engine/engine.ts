import type { Viewer } from '@marketgraph/contracts';
import type { DocumentNode, ExecutionResult, GraphQLError, GraphQLFormattedError, GraphQLSchema } from 'graphql';

export interface EngineRequest {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  /** The same for every request with the same document and operation: what plans are remembered by. */
  readonly planKey: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly viewer: Viewer;
}

export interface EngineResult {
  readonly data: ExecutionResult['data'];
  readonly errors: readonly (GraphQLError | GraphQLFormattedError)[];
}

/** Plans queries and mutations over the subgraphs and runs them. Entrance and limits know nothing else of it. */
export interface Engine {
  /** What clients may ask for: documents are validated against it. */
  readonly schema: GraphQLSchema;
  execute(request: EngineRequest): Promise<EngineResult>;
  close(): Promise<void>;
}
