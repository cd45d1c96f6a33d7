import type { ScenarioName } from './load/job.ts';

/** Least a second in one process, on two cores of which the load generator has its share. */
export const MARKS: Readonly<Record<ScenarioName, number>> = { 'product-page': 300, list: 150, search: 300, checkout: 50 };
export const MEMORY_MARK_MB = 700;
export const START_MARKS_S = { withData: 5, empty: 20 } as const;
