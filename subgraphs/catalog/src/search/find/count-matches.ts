import type { Reader } from '@marketgraph/db';
import { SAMPLES } from '../text/lexemes.ts';
import type { SearchLimits } from './limits.ts';
import { mostOf, type SearchPlan } from './plan-search.ts';
import { readCounts, readTotal, type Counts, type SamplingOf } from './read-counts.ts';

/** A sample is as large as it is. */
const UNLIMITED = 2 ** 31 - 2;

const NOTHING: Counts = { total: 0, complete: true, keys: [], figures: { PRICE: [], IN_STOCK: [], RATING: [] } };

/**
 * Total and, where wanted, facets. What may be too much to count one by one is estimated from a sample of the documents: by
 * the same index, at the same cost however much there is. A sample in which too little is found (two common words that few
 * products have together, a price that few have) is put aside for a count up to the limit.
 */
export async function countMatches(reader: Reader, plan: SearchPlan, limits: SearchLimits, withFacets: boolean): Promise<Counts> {
  if (plan.hopeless) return NOTHING;
  const limit = plan.everything <= limits.small ? limits.small : limits.counted;
  const read = withFacets ? readCounts : readTotal;
  const samplingOf: SamplingOf = (part) => {
    const most = mostOf(part);
    return most <= limit ? { limit, samples: null } : { limit: UNLIMITED, samples: Math.max(1, Math.floor((SAMPLES * limits.sampled) / most)) };
  };
  const { samples } = samplingOf(plan);
  const counts = await read(reader, plan, samplingOf);
  if (samples === null || counts.total >= (limits.leastSampled * SAMPLES) / samples) return counts;
  return read(reader, plan, () => ({ limit, samples: null }));
}
