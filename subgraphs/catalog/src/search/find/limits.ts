/** What keeps a query that half the catalogue answers from costing more than one that ten products answer. */
export interface SearchLimits {
  /** A query that may have more matches than this is answered by walking along the order instead of collecting them all. */
  readonly collected: number;
  /** How far one walk goes before the matches are collected after all. */
  readonly walked: number;
  /** How many matches are counted for total and facets. */
  readonly counted: number;
  /** Of a query that may have more matches than this, the counts are kept for a few seconds. */
  readonly countedAnew: number;
}

export const SEARCH_LIMITS: SearchLimits = { collected: 5_000, walked: 20_000, counted: 10_000, countedAnew: 1_000 };
