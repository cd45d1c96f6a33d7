/** What a parcel costs by the rates. Amounts are minor units of one currency. */

export const OWN_METHODS = ['STANDARD', 'EXPRESS', 'OVERNIGHT'] as const;
export type OwnMethod = (typeof OWN_METHODS)[number];
export type ShippingMethod = OwnMethod | 'LOCAL_DELIVERY';
export type Zone = 'DOMESTIC' | 'INTERNATIONAL';

export interface Rate {
  readonly method: OwnMethod;
  readonly zone: Zone;
  readonly price: bigint;
  readonly perKilogram: bigint;
  readonly freeOver: bigint | null;
  readonly minDays: number;
  readonly maxDays: number;
}

export interface Parcel {
  /** Sum of its lines after discounts, in the rate's currency. */
  readonly subtotal: bigint;
  readonly weightGrams: number;
}

export function zoneOf(fromCountry: string, toCountry: string): Zone {
  return fromCountry === toCountry ? 'DOMESTIC' : 'INTERNATIONAL';
}

/** The base price covers the first kilogram; each further one that is begun costs extra; free from a subtotal on. */
export function priceOf(rate: Rate, parcel: Parcel): bigint {
  if (rate.freeOver !== null && parcel.subtotal >= rate.freeOver) return 0n;
  const kilograms = BigInt(Math.max(1, Math.ceil(parcel.weightGrams / 1_000)));
  return rate.price + rate.perKilogram * (kilograms - 1n);
}

const ORDER: readonly OwnMethod[] = OWN_METHODS;

/** A vendor with any rate in a currency has only its own; the marketplace's are for vendors without one. */
export function applicableRates<Row extends Rate & { readonly vendorId: string | null }>(rows: readonly Row[], zone: Zone): Row[] {
  const own = rows.filter((row) => row.vendorId !== null);
  return (own.length > 0 ? own : rows).filter((row) => row.zone === zone).toSorted((left, right) => ORDER.indexOf(left.method) - ORDER.indexOf(right.method));
}
