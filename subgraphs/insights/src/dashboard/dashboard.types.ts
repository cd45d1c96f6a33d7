import type { CurrencyCode, Id } from '@marketgraph/kernel';
import type { Period, Range } from './period.rules.ts';

/** What the fields of a dashboard are computed from: whose it is and which days. */
export interface Dashboard {
  readonly vendorId: Id<'Vendor'>;
  readonly currency: CurrencyCode;
  readonly period: Period;
  readonly range: Range;
}
