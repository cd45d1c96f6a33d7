/** What can be measured. Each is one thing that a client wants, however many requests that takes. */
export const SCENARIOS = ['product-page', 'list', 'search', 'checkout'] as const;
export type ScenarioName = (typeof SCENARIOS)[number];

/** Told to the load generator once, when it starts. */
export interface LoadTarget {
  readonly url: string;
  readonly stripeUrl: string;
  /** Holds the moment of the demo's story, from which follows what a correct answer is. */
  readonly dataDir: string;
  readonly clients: number;
}

export interface Job {
  readonly scenario: ScenarioName;
  readonly milliseconds: number;
}

export interface Measured {
  readonly scenario: ScenarioName;
  readonly done: number;
  readonly seconds: number;
  /** Of one run of the scenario, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** The first of them in words; any is a reason not to believe the rest. */
  readonly failures: readonly string[];
  readonly failed: number;
}
