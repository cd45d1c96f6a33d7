import { defineConsumer } from '@marketgraph/bus';
import { saveVendorRating } from './save-vendor-rating.ts';

/** A new review moves its vendor in lists that are sorted by rating. */
export const onReviewPublished = defineConsumer({ event: 'social.review.published', ordering: 'any', handle: saveVendorRating });
