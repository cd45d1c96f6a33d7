import { defineConsumer, type Consumer } from '@marketgraph/bus';
import type { InsightsDeps } from '../deps.ts';
import { publishChange } from '../facts/publish-change.ts';
import { recordReview } from '../facts/record-others.ts';

const MOMENTS = { 'social.review.published': 'publishedAt', 'social.review.answered': 'answeredAt', 'social.review.removed': 'removedAt' } as const;

/** What buyers say, and whether they get an answer. */
export function onReview(deps: InsightsDeps): Consumer[] {
  return (Object.keys(MOMENTS) as (keyof typeof MOMENTS)[]).map((name) =>
    defineConsumer({
      event: name,
      ordering: 'any',
      handle: async (tx, event) => {
        await recordReview(tx, event.payload, MOMENTS[name], new Date(event.occurredAt));
        await publishChange(tx, deps, [event.payload.vendorId], name);
      },
    }),
  );
}
