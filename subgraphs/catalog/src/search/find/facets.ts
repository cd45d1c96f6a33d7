import { asId, decimalText, encodeId, isCurrencyCode, money, type CurrencyCode, type Money } from '@marketgraph/kernel';
import { PRICE_STEPS, priceChoice, priceStep } from './price-steps.ts';
import type { KeyKind } from '../keys.ts';
import type { CategoryStep, Counts, FigureCount, KeyCount } from './read-counts.ts';
import type { Condition, FacetField } from './search-filter.ts';

export interface Facet {
  readonly field: FacetField;
  readonly label: string;
  /** Most first; prices and ratings in their own order. */
  readonly values: readonly FacetValue[];
}

export interface FacetValue {
  /** What the filter wants to hear. */
  readonly value: string;
  readonly label: string;
  readonly count: number;
  readonly selected: boolean;
  /** Value of the category above. */
  readonly parent: string | null;
  readonly price: { readonly min: Money; readonly max: Money | null } | null;
}

/** What was counted, as clients see it. A facet of which nothing was counted is left out. */
export function facetsOf({ keys, figures }: Counts, conditions: readonly Condition[]): Facet[] {
  const condition = (field: FacetField): Condition | undefined => conditions.find((each) => each.field === field);
  const own = (field: KeyKind): KeyCount[] => keys.filter((count) => count.field === field);
  const facets: Facet[] = [
    { field: 'CATEGORY', label: 'Category', values: categoryValues(own('CATEGORY'), condition('CATEGORY')) },
    { field: 'BRAND', label: 'Brand', values: plainValues(own('BRAND'), condition('BRAND')) },
    { field: 'VENDOR', label: 'Vendor', values: vendorValues(own('VENDOR'), condition('VENDOR')) },
    { field: 'PRODUCT_TYPE', label: 'Product type', values: plainValues(own('PRODUCT_TYPE'), condition('PRODUCT_TYPE')) },
    { field: 'TAG', label: 'Tag', values: plainValues(own('TAG'), condition('TAG')) },
    { field: 'PRICE', label: 'Price', values: priceValues(figures.PRICE, condition('PRICE')) },
    { field: 'IN_STOCK', label: 'Availability', values: stockValues(figures.IN_STOCK, condition('IN_STOCK')) },
    { field: 'RATING', label: 'Rating', values: ratingValues(figures.RATING, condition('RATING')) },
  ];
  return facets.filter(({ values }) => values.length > 0);
}

function valueOf(value: string, label: string, count: number, condition: Condition | undefined): FacetValue {
  return { value, label, count: Math.round(count), selected: condition?.chosen.includes(value) ?? false, parent: null, price: null };
}

function mostFirst(values: FacetValue[]): FacetValue[] {
  return values.toSorted((a, b) => b.count - a.count || (a.label < b.label ? -1 : Number(a.label > b.label)) || (a.value < b.value ? -1 : 1));
}

function plainValues(counts: readonly KeyCount[], condition: Condition | undefined): FacetValue[] {
  return mostFirst(counts.map(({ value, count }) => valueOf(value, value, count, condition)));
}

function vendorValues(counts: readonly KeyCount[], condition: Condition | undefined): FacetValue[] {
  return mostFirst(counts.map(({ value, count, label }) => valueOf(encodeId('Vendor', asId('Vendor', value)), label ?? '', count, condition)));
}

/** Each counts for itself and for all above it. */
function categoryValues(counts: readonly KeyCount[], condition: Condition | undefined): FacetValue[] {
  const values = new Map<string, FacetValue>();
  for (const { label, count } of counts) {
    let parent: string | null = null;
    for (const { id, name } of JSON.parse(label ?? '[]') as CategoryStep[]) {
      const value = encodeId('Category', asId('Category', id));
      values.set(value, { ...valueOf(value, name, count + (values.get(value)?.count ?? 0), condition), parent });
      parent = value;
    }
  }
  return mostFirst([...values.values()]);
}

/** In one currency: that of the filter, else that of most matches. A product counts in each range that it has a price in. */
function priceValues(counts: readonly FigureCount[], condition: Condition | undefined): FacetValue[] {
  const currency = condition?.chosen[0]?.split(':')[0] ?? mostCommonCurrency(counts);
  if (!isCurrencyCode(currency)) return [];
  return Array.from({ length: PRICE_STEPS.length + 1 }, (_, step) => {
    const count = sumOf(counts.filter((each) => each.currency === currency && each.low <= step && step <= each.high));
    return priceValue(step, currency, count, condition);
  }).filter(({ count }) => count > 0);
}

function sumOf(counts: readonly FigureCount[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}

function mostCommonCurrency(counts: readonly FigureCount[]): string {
  const totals = Array.from(Map.groupBy(counts, ({ currency }) => currency), ([currency, group]) => ({ currency, count: sumOf(group) }));
  const [most] = totals.toSorted((a, b) => b.count - a.count || (a.currency < b.currency ? -1 : 1));
  return most?.currency ?? '';
}

function priceValue(step: number, currency: CurrencyCode, count: number, condition: Condition | undefined): FacetValue {
  const { min: from, max: to } = priceStep(step);
  const min = money(from, currency);
  const max = to === null ? null : money(to, currency);
  const label = max === null ? `${decimalText(min)} ${currency} and up` : `${decimalText(min)} to ${decimalText(max)} ${currency}`;
  return { ...valueOf(priceChoice(currency, from, to), label, count, condition), price: { min, max } };
}

function stockValues(counts: readonly FigureCount[], condition: Condition | undefined): FacetValue[] {
  return [true, false].flatMap((inStock) => {
    const count = sumOf(counts.filter((each) => each.inStock === inStock));
    return count === 0 ? [] : [valueOf(String(inStock), inStock ? 'In stock' : 'Sold out', count, condition)];
  });
}

const RATINGS = [5, 4, 3, 2, 1] as const;

/** So many points or more, which is what the filter asks for. */
function ratingValues(counts: readonly FigureCount[], condition: Condition | undefined): FacetValue[] {
  return RATINGS.flatMap((least) => {
    const count = sumOf(counts.filter(({ rating }) => rating >= least));
    return count === 0 ? [] : [valueOf(String(least), `${least} and up`, count, condition)];
  });
}
