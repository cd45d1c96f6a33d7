import type { Id } from '@marketgraph/kernel';
import { badUserInput, encodeCursor, idArgument, pageArguments, toConnection, type Connection, type PageRequest } from '@marketgraph/server';
import type { SocialContext } from '../context.ts';
import { NO_RATINGS, summaryOf } from './rating.rules.ts';
import { cursorKeyOf, positionOf, sortName, type ReviewSort } from './review-sort.rules.ts';
import { reviewRefusal } from './review.rules.ts';
import type { ReviewRow } from './review.tables.ts';

/** Products and stores, as far as their reviews go. Whether they exist and may be seen is their owners' to say. */
interface ProductReference {
  readonly productId: Id<'Product'>;
}
interface VendorReference {
  readonly vendorId: Id<'Vendor'>;
}
type ListArguments = PageRequest & { readonly sort: ReviewSort };

export const reviewedResolvers = {
  Product: {
    __resolveReference: ({ id }: { id: string }) => ({ id, productId: idArgument('Product', id) }),
    rating: async ({ productId }: ProductReference, _args: unknown, { loaders }: SocialContext) => summaryOf((await loaders.productTotals.load(productId)) ?? NO_RATINGS),
    reviews: ({ productId }: ProductReference, args: ListArguments, context: SocialContext) => reviewsOf('product', productId, args, context),
    viewerReview: ({ productId }: ProductReference, _args: unknown, { loaders }: SocialContext) => loaders.viewerReview.load(productId),
    viewerCanReview: async ({ productId }: ProductReference, _args: unknown, { loaders, viewer }: SocialContext) => {
      const [purchase, written] = await Promise.all([loaders.viewerPurchase.load(productId), loaders.viewerReview.load(productId)]);
      const reason = reviewRefusal(viewer, purchase, written !== null);
      return { allowed: reason === null, reason };
    },
  },
  Vendor: {
    __resolveReference: ({ id }: { id: string }) => ({ id, vendorId: idArgument('Vendor', id) }),
    rating: async ({ vendorId }: VendorReference, _args: unknown, { loaders }: SocialContext) => summaryOf((await loaders.vendorTotals.load(vendorId)) ?? NO_RATINGS),
    reviews: ({ vendorId }: VendorReference, args: ListArguments, context: SocialContext) => reviewsOf('vendor', vendorId, args, context),
  },
};

async function reviewsOf(subject: 'product' | 'vendor', subjectId: string, { sort, ...request }: ListArguments, { loaders }: SocialContext): Promise<Connection<ReviewRow>> {
  const name = sortName(subject, sort);
  const { limit, after: cursor } = pageArguments(request, name);
  const after = cursor === null ? null : positionOf(cursor);
  if (after === undefined) throw badUserInput('Not a cursor of this list.', ['after']);
  const rows = await loaders.reviewList.load({ subject, subjectId, sort, after, limit });
  return toConnection(rows, limit, (row) => encodeCursor({ sort: name, key: cursorKeyOf(row), id: row.id }), after !== null);
}
