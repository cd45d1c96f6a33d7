import type { CurrencyCode, Money } from '@marketgraph/kernel';
import { idArgument, inputId, toUnion, type ResolverMap } from '@marketgraph/server';
import type { LogisticsContext } from '../context.ts';
import type { RateRow } from './rates.queries.ts';
import { applicableRates, type ShippingMethod, type Zone } from './rates.rules.ts';
import { setRate } from './set-rate.ts';

interface ShippingRateSetInput {
  readonly vendorId: string;
  readonly method: ShippingMethod;
  readonly zone: Zone;
  readonly currency: CurrencyCode;
  readonly price: bigint;
  readonly perKilogram?: bigint | null;
  readonly freeOver?: bigint | null;
  readonly minDays: number;
  readonly maxDays: number;
}

const inCurrencyOf = (rate: RateRow, amount: bigint): Money => ({ amount, currency: rate.currency as CurrencyCode });

export const ratesResolvers: ResolverMap = {
  Mutation: {
    shippingRateSet: async (_: unknown, { input }: { input: ShippingRateSetInput }, { deps, viewer }: LogisticsContext) => {
      const { perKilogram, freeOver, ...rest } = input;
      const vendorId = inputId('Vendor', input.vendorId, 'vendorId');
      return toUnion('ShippingRateSet', await setRate(deps, viewer, { ...rest, vendorId, perKilogram: perKilogram ?? 0n, freeOver: freeOver ?? null }));
    },
  },
  Vendor: {
    __resolveReference: (reference: { id: string; currency?: string }) => reference,
    shippingOptions: async (vendor: { id: string; currency: CurrencyCode }, _: unknown, { loaders }: LogisticsContext) => {
      const rows = await loaders.rates.load({ vendorId: idArgument('Vendor', vendor.id), currency: vendor.currency });
      return (['DOMESTIC', 'INTERNATIONAL'] as const).flatMap((zone) => applicableRates(rows, zone));
    },
  },
  ShippingOption: {
    price: (rate: RateRow) => inCurrencyOf(rate, rate.price),
    perKilogram: (rate: RateRow) => inCurrencyOf(rate, rate.perKilogram),
    freeOver: (rate: RateRow) => (rate.freeOver === null ? null : inCurrencyOf(rate, rate.freeOver)),
  },
};
