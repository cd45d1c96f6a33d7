import { vendorsWith, type Viewer } from '@marketgraph/contracts';
import { fail, ok, type CurrencyCode, type Id, type Result } from '@marketgraph/kernel';
import type { LogisticsDeps } from '../deps.ts';
import { OWN_METHODS, type OwnMethod, type ShippingMethod, type Zone } from './rates.rules.ts';
import { shippingRates } from './rates.tables.ts';
import type { RateRow } from './rates.queries.ts';

export interface RateInput {
  readonly vendorId: Id<'Vendor'>;
  readonly method: ShippingMethod;
  readonly zone: Zone;
  readonly currency: CurrencyCode;
  readonly price: bigint;
  readonly perKilogram: bigint;
  readonly freeOver: bigint | null;
  readonly minDays: number;
  readonly maxDays: number;
}

type SetRateFailure = { type: 'NotFound'; message: string; path: string[] } | { type: 'InvalidInput'; message: string; path: string[] };

export async function setRate(deps: LogisticsDeps, viewer: Viewer, input: RateInput): Promise<Result<{ option: RateRow }, SetRateFailure>> {
  if (!vendorsWith(viewer, 'manage_settings').includes(input.vendorId)) return fail({ type: 'NotFound', message: 'No such store.', path: ['input', 'vendorId'] });
  const { method } = input;
  if (!isOwnMethod(method)) return invalid('The courier sets the price of local delivery.', 'method');
  if (input.price < 0n) return invalid('A price is not negative.', 'price');
  if (input.perKilogram < 0n) return invalid('A price is not negative.', 'perKilogram');
  if (input.freeOver !== null && input.freeOver <= 0n) return invalid('The threshold is more than nothing.', 'freeOver');
  if (input.minDays < 0 || input.maxDays < input.minDays || input.maxDays > 365) return invalid('From `minDays` to `maxDays`, a year at most.', 'maxDays');
  const { vendorId, zone, currency, price, perKilogram, freeOver, minDays, maxDays } = input;
  const values = { price, perKilogram, freeOver, minDays, maxDays, updatedAt: deps.clock.now() };
  await deps.db.transaction((tx) =>
    tx
      .insert(shippingRates)
      .values({ id: deps.ids.next('ShippingQuote'), vendorId, currency, method, zone, ...values })
      .onConflictDoUpdate({ target: [shippingRates.vendorId, shippingRates.currency, shippingRates.method, shippingRates.zone], set: values }),
  );
  return ok({ option: { vendorId, currency, method, zone, ...values } });
}

function isOwnMethod(method: ShippingMethod): method is OwnMethod {
  return (OWN_METHODS as readonly string[]).includes(method);
}

function invalid(message: string, field: string): Result<never, SetRateFailure> {
  return fail({ type: 'InvalidInput', message, path: ['input', field] });
}
