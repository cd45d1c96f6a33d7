/** What keeps a query that half the catalogue answers from costing more than one that ten products answer. */
export interface SearchLimits {
  /** A query that may have more matches than this is answered by walking along the order instead of collecting them all. */
  readonly collected: number;
  /** How far one walk goes before the matches are collected after all. */
  readonly walked: number;
  /** So many matches are counted one by one; of more, a sample is counted. */
  readonly counted: number;
  /** In a catalogue of no more products than this, all matches are counted one by one. */
  readonly small: number;
  /** About how many matches a sample has. */
  readonly sampled: number;
  /** A sample that has less says too little: the matches are counted after all, up to `counted`. */
  readonly leastSampled: number;
  /** Of a query that may have more matches than this, the counts are kept for a few seconds. */
  readonly countedAnew: number;
}

export const SEARCH_LIMITS: SearchLimits = { collected: 5_000, walked: 5_000, counted: 4_000, small: 20_000, sampled: 2_000, leastSampled: 150, countedAnew: 1_000 };
