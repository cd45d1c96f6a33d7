import type { Database } from '@marketgraph/db';
import type { Clock } from '@marketgraph/kernel';
import { badUserInput, type Connection } from '@marketgraph/server';
import DataLoader from 'dataloader';
import { highlight } from '../text/highlight.ts';
import { countMatches } from './count-matches.ts';
import { createCountsCache } from './counts-cache.ts';
import { facetsOf, type Facet } from './facets.ts';
import { findVendors } from './find-vendors.ts';
import { SEARCH_LIMITS, type SearchLimits } from './limits.ts';
import { mostOf, planSearch, type SearchPlan } from './plan-search.ts';
import type { Counts } from './read-counts.ts';
import { readHits, type Hit, type HitRequest } from './read-hits.ts';
import { conditionsOf, type FilterInput } from './search-filter.ts';
import { createWordBook } from './word-book.ts';

export interface SearchRequest extends HitRequest {
  readonly query: string;
  readonly filter: FilterInput;
}

/** Each part is read when it is asked for, and once. */
export interface Search {
  /** What was looked for instead of the query; null where it was the query. */
  readonly didYouMean: string | null;
  hits(): Promise<Connection<Hit>>;
  total(): Promise<number>;
  facets(): Promise<readonly Facet[]>;
  /** Whether total and facets count all there is. */
  countsComplete(): Promise<boolean>;
  vendors(limit: number): Promise<{ id: string }[]>;
  highlight(text: string): string;
}

export interface SearchEngine {
  search(request: SearchRequest): Promise<Search>;
}

const MOST_VENDORS = 20;

/** One for each process: it remembers how common words are. */
export function createSearchEngine({ db, clock }: { readonly db: Database; readonly clock: Clock }, limits: SearchLimits = SEARCH_LIMITS): SearchEngine {
  const words = createWordBook(clock);
  const kept = createCountsCache<Counts>(clock);
  const { reader } = db;

  function countAll(plan: SearchPlan, withFacets: boolean): Promise<Counts> {
    const read = (): Promise<Counts> => countMatches(reader, plan, limits, withFacets);
    if (plan.hopeless || mostOf(plan) <= limits.countedAnew) return read();
    return kept.get(JSON.stringify([withFacets, plan.text?.query, plan.conditions.map(({ field, chosen }) => [field, chosen])]), read);
  }

  return {
    search: async ({ query, filter, ...page }) => {
      const plan = await planSearch(reader, words, query, conditionsOf(filter));
      const hits = once(() => readHits(reader, plan, page, limits));
      // Total and facets are read in one go where both are wanted; the total alone is much cheaper.
      const counts = new DataLoader<'total' | 'facets', Counts>(async (wanted) => {
        const counted = await countAll(plan, wanted.includes('facets'));
        return wanted.map(() => counted);
      });
      return {
        didYouMean: plan.didYouMean,
        hits,
        total: async () => (await counts.load('total')).total,
        countsComplete: async () => (await counts.load('total')).complete,
        facets: async () => facetsOf(await counts.load('facets'), plan.conditions),
        vendors: async (limit) => {
          if (limit < 1 || limit > MOST_VENDORS) throw badUserInput(`\`first\` is between 1 and ${MOST_VENDORS}.`, ['first']);
          return findVendors(reader, plan.terms, limit);
        },
        highlight: (text) => highlight(text, plan.terms),
      };
    },
  };
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => (reading ??= read());
}
