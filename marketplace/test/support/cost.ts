import { AsyncLocalStorage } from 'node:async_hooks';
import type { SubgraphName } from '@marketgraph/kernel';
import type { FetchRecord } from '@marketgraph/router';
import type { MarketplaceOptions } from './start-marketplace.ts';

/** What one operation asked of whom. */
export interface Cost {
  /** Fetches of the router by subgraph. */
  readonly fetches: Record<string, number>;
  /** SQL statements by subgraph, those that one subgraph caused in another included. */
  readonly statements: Record<string, number>;
}

export interface CostMeter extends Required<Pick<MarketplaceOptions, 'onFetch' | 'onStatement'>> {
  measure<Answer>(work: () => Promise<Answer>): Promise<{ readonly answer: Answer; readonly cost: Cost }>;
}

/** Counts only what belongs to the operation: relays, sweepers and consumers go on beside it. Only in one process. */
export function createCostMeter(): CostMeter {
  const measured = new AsyncLocalStorage<Cost>();
  const count = (what: keyof Cost, subgraph: string): void => {
    const counts = measured.getStore()?.[what];
    if (counts !== undefined) counts[subgraph] = (counts[subgraph] ?? 0) + 1;
  };
  return {
    onFetch: ({ subgraph }: FetchRecord) => count('fetches', subgraph),
    onStatement: (subgraph: SubgraphName) => count('statements', subgraph),
    measure: async (work) => {
      const cost: Cost = { fetches: {}, statements: {} };
      return { answer: await measured.run(cost, work), cost };
    },
  };
}
