import { ok, type Result } from '@marketgraph/kernel';
import { invalidInput, type InvalidInput } from '../failures.ts';

/** `OrderEndReason` of the schema. */
export const END_REASONS = [
  'CHANGED_MIND',
  'ORDERED_BY_MISTAKE',
  'TOO_SLOW',
  'OUT_OF_STOCK',
  'CANNOT_DELIVER',
  'PRICE_ERROR',
  'SUSPECTED_FRAUD',
  'OTHER',
] as const;

export interface EndReason {
  readonly code: (typeof END_REASONS)[number];
  /** In people's own words; may be empty unless the code is OTHER. */
  readonly text: string;
}

const LONGEST_TEXT = 500;

export function checkEndReason(reason: EndReason): Result<EndReason, InvalidInput> {
  if (reason.text.length > LONGEST_TEXT) return invalidInput(`The text has at most ${LONGEST_TEXT} characters.`, 'text');
  if (reason.code === 'OTHER' && reason.text.trim() === '') return invalidInput('Say what the other reason is.', 'text');
  return ok(reason);
}
