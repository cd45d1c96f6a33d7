import { defineConsumer } from '@marketgraph/bus';
import { saveVendorRating } from './save-vendor-rating.ts';

/** A review that its author took back moves its vendor again. */
export const onReviewRemoved = defineConsumer({ event: 'social.review.removed', ordering: 'any', handle: saveVendorRating });
