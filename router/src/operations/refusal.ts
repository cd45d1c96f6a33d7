import type { GraphQLError } from 'graphql';

/** Why an operation does not run at all. */
export interface Refusal {
  readonly errors: readonly GraphQLError[];
  /** For `application/graphql-response+json`. */
  readonly status: number;
  /**
   * The request was one of GraphQL and the operation in it was refused: older clients (`application/json`) expect 200 for
   * that and read the errors. Anything else keeps its status.
   */
  readonly isOperation: boolean;
}

export function refused(errors: readonly GraphQLError[]): Refusal {
  return { errors, status: 400, isOperation: true };
}

/** Not a request that GraphQL could answer. */
export function malformed(error: GraphQLError, status = 400): Refusal {
  return { errors: [error], status, isOperation: false };
}
