import { defineConsumer } from '@marketgraph/bus';
import { saveVendorRating } from './save-vendor-rating.ts';

/** An answer changes no rating by itself, but brings the sums as they are by now. */
export const onReviewAnswered = defineConsumer({ event: 'social.review.answered', ordering: 'any', handle: saveVendorRating });
