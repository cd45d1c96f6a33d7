import { MINUTE, SECOND } from '@marketgraph/kernel';

/** After so many failed attempts an event becomes a dead letter: with the delays below that is about seven minutes. */
export const MAX_ATTEMPTS = 10;

/** Before the next attempt, when `attempt` (from 1) has failed: 1 s, 2 s, 4 s … 2 min. */
export function backoffMs(attempt: number): number {
  return Math.min(SECOND * 2 ** (attempt - 1), 2 * MINUTE);
}
