import type { SubgraphSource } from './source.ts';

/** One fetch that an operation cost: for budgets in tests and for metrics. */
export interface FetchRecord {
  readonly subgraph: string;
  readonly query: string;
  readonly traceId: string;
}

export type Sources = ReadonlyMap<string, SubgraphSource>;

export function sourceNamed(sources: Sources, name: string): SubgraphSource {
  const source = sources.get(name);
  if (source === undefined) throw new Error(`no source for subgraph ${name}`);
  return source;
}
