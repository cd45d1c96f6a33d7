import { DAY } from '@marketgraph/kernel';

export const PERIODS = ['TODAY', 'LAST_7_DAYS', 'LAST_30_DAYS', 'LAST_90_DAYS'] as const;
export type Period = (typeof PERIODS)[number];

/** `from` is in, `to` is out. */
export interface Range {
  readonly from: Date;
  readonly to: Date;
}

const DAYS: Readonly<Record<Period, number>> = { TODAY: 1, LAST_7_DAYS: 7, LAST_30_DAYS: 30, LAST_90_DAYS: 90 };

/** Whole days in UTC, today's included up to its end: a sale of this moment is inside. */
export function rangeOf(period: Period, now: Date): Range {
  const endOfToday = startOfDay(now).getTime() + DAY;
  return { from: new Date(endOfToday - DAYS[period] * DAY), to: new Date(endOfToday) };
}

/** The range of the same length right before, which the figures are compared with. */
export function previousRange({ from, to }: Range): Range {
  return { from: new Date(2 * from.getTime() - to.getTime()), to: from };
}

/** Every day of the range as `YYYY-MM-DD`, so that a trend has no holes on days without a sale. */
export function daysOf({ from, to }: Range): string[] {
  const days: string[] = [];
  for (let time = from.getTime(); time < to.getTime(); time += DAY) days.push(dayText(new Date(time)));
  return days;
}

export function dayText(time: Date): string {
  return time.toISOString().slice(0, 10);
}

function startOfDay(time: Date): Date {
  return new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate()));
}

/** Change against before, in basis points (10000 = doubled); null where there was nothing before. */
export function changeInBasisPoints(now: bigint, before: bigint): number | null {
  return before === 0n ? null : Number(((now - before) * 10_000n) / before);
}

/** Of a hundred visits, how many ended in an order: in basis points, null where nobody came. */
export function conversionInBasisPoints(orders: number, views: number): number | null {
  return views === 0 ? null : Math.min(10_000, Math.round((orders * 10_000) / views));
}
