import { parseDecimal, type CurrencyCode } from '@marketgraph/kernel';

/** Minor units of a price that is not below zero; undefined for anything else. */
export function readPriceCell(text: string, currency: CurrencyCode): bigint | undefined {
  const amount = parseDecimal(text, currency);
  return amount === undefined || amount < 0n ? undefined : amount;
}

/** A whole number, also where the export writes it as `12.0`; undefined for anything else. */
export function readIntegerCell(text: string): number | undefined {
  const match = /^([+-]?\d{1,12})(?:\.0*)?$/.exec(text);
  return match === null ? undefined : Number(match[1]);
}

const GRAMS_OF: Readonly<Record<string, number>> = { g: 1, kg: 1_000, lb: 453.592_37, oz: 28.349_523_125 };

/** Whole grams of a weight in one of the layout's units; undefined for anything else. */
export function readWeightCell(text: string, unit: string): number | undefined {
  const factor = GRAMS_OF[unit.toLowerCase()];
  if (factor === undefined || !/^\d{1,12}(\.\d*)?$/.test(text)) return undefined;
  return Math.round(Number(text) * factor);
}

/** Undefined for what is neither. */
export function readBooleanCell(text: string): boolean | undefined {
  const word = text.toLowerCase();
  if (['true', 'yes', '1'].includes(word)) return true;
  return ['false', 'no', '0'].includes(word) ? false : undefined;
}

/** Exports put an apostrophe before numbers, lest a spreadsheet take their leading zeros away. */
export function readNumberCell(text: string): string {
  return text.startsWith("'") ? text.slice(1).trim() : text;
}
