import { SubgraphUnavailable, SubscriptionRefused } from '../errors/subgraph-errors.ts';
import type { SubgraphAnswer } from './source.ts';

/** Failures of the owner, not of the request: resuming is worth a try. */
const BROKE_OFF: ReadonlySet<unknown> = new Set(['INTERNAL', 'SUBSCRIBER_TOO_SLOW', 'SUBGRAPH_UNAVAILABLE', undefined]);

/**
 * An answer without `data` is no event: the stream was refused or has failed. (An event whose fields failed has
 * `data`, be it null.) Throws what that means, so that nobody downstream mistakes it for an event.
 */
export function requireEvent(subgraph: string, answer: SubgraphAnswer): SubgraphAnswer {
  if (answer.data !== undefined || answer.errors === undefined) return answer;
  const code = answer.errors[0]?.extensions?.['code'];
  if (BROKE_OFF.has(code)) throw new SubgraphUnavailable(subgraph, answer.errors[0]);
  throw new SubscriptionRefused(answer.errors);
}
