import type { GraphQLFormattedError } from 'graphql';

/** The subgraph could not be reached, or broke off: worth another try, or another copy of it. */
export class SubgraphUnavailable extends Error {
  readonly subgraph: string;

  constructor(subgraph: string, cause?: unknown) {
    super(`subgraph ${subgraph} is unavailable`, { cause });
    this.name = 'SubgraphUnavailable';
    this.subgraph = subgraph;
  }
}

/** The subgraph understood the subscription and said no: trying again gives the same answer. */
export class SubscriptionRefused extends Error {
  readonly errors: readonly GraphQLFormattedError[];

  constructor(errors: readonly GraphQLFormattedError[]) {
    super(errors[0]?.message ?? 'subscription refused');
    this.name = 'SubscriptionRefused';
    this.errors = errors;
  }
}
