import type { Consumer } from '@marketgraph/bus';
import { onReviewAnswered } from './on-review-answered.ts';
import { onReviewPublished } from './on-review-published.ts';
import { onReviewRemoved } from './on-review-removed.ts';

/** Everything that identity does about other subgraphs' events. */
export const identityConsumers: readonly Consumer[] = [onReviewPublished, onReviewAnswered, onReviewRemoved];
