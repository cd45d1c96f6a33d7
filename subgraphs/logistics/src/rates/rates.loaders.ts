import type { Reader } from '@marketgraph/db';
import DataLoader from 'dataloader';
import { findRates, ratesOf, type RateRow } from './rates.queries.ts';

export interface RateKey {
  readonly vendorId: string;
  readonly currency: string;
}

export function createRateLoader(reader: Reader): DataLoader<RateKey, RateRow[], string> {
  return new DataLoader(
    async (keys) => {
      const rows = await findRates(reader, keys.map((key) => key.vendorId), [...new Set(keys.map((key) => key.currency))]);
      return keys.map(({ vendorId, currency }) => ratesOf(rows, vendorId, currency));
    },
    { cacheKeyFn: ({ vendorId, currency }) => `${vendorId} ${currency}` },
  );
}
