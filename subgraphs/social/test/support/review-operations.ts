import type { Viewer } from '@marketgraph/contracts';
import { encodeId, type Id } from '@marketgraph/kernel';
import type { Harness } from './harness.ts';

export const REVIEW_FIELDS = `id rating title text editVersion createdAt editedAt viewerCanEdit viewerCanAnswer answer { text answeredAt } product { id } vendor { id } author { id }`;

export interface ReviewData {
  readonly id: string;
  readonly rating: number;
  readonly title: string;
  readonly text: string;
  readonly editVersion: number;
  readonly createdAt: string;
  readonly editedAt: string | null;
  readonly viewerCanEdit: boolean;
  readonly viewerCanAnswer: boolean;
  readonly answer: { text: string; answeredAt: string } | null;
}

/** A member of a mutation's union, with what any of them may have. */
export interface Answer {
  readonly __typename: string;
  readonly code?: string;
  readonly message?: string;
  readonly path?: readonly string[];
  readonly reason?: string;
  readonly review?: ReviewData;
  readonly current?: ReviewData;
  readonly existing?: ReviewData;
  readonly reviewId?: string;
}

const ERRORS = '... on UserError { code message path }';

export async function create({ client }: Harness, viewer: Viewer, productId: Id<'Product'>, input: object = {}): Promise<Answer> {
  const document = `mutation ($input: ReviewCreateInput!) { reviewCreate(input: $input) { __typename ${ERRORS}
    ... on ReviewNotAllowed { reason } ... on ReviewAlreadyExists { existing { ${REVIEW_FIELDS} } } ... on ReviewCreateSuccess { review { ${REVIEW_FIELDS} } } } }`;
  const words = { productId: encodeId('Product', productId), rating: 5, title: 'Lovely', text: 'In use every day.', ...input };
  return (await client.as(viewer).mutate<{ reviewCreate: Answer }>(document, { input: words })).reviewCreate;
}

export async function update({ client }: Harness, viewer: Viewer, input: object): Promise<Answer> {
  const document = `mutation ($input: ReviewUpdateInput!) { reviewUpdate(input: $input) { __typename ${ERRORS}
    ... on ReviewVersionConflict { current { ${REVIEW_FIELDS} } } ... on ReviewUpdateSuccess { review { ${REVIEW_FIELDS} } } } }`;
  return (await client.as(viewer).mutate<{ reviewUpdate: Answer }>(document, { input })).reviewUpdate;
}

export async function remove({ client }: Harness, viewer: Viewer, id: string): Promise<Answer & { product?: { rating: Rating } }> {
  const document = `mutation ($input: ReviewDeleteInput!) { reviewDelete(input: $input) { __typename ${ERRORS}
    ... on ReviewDeleteSuccess { reviewId product { rating { count averageHundredths distribution { stars count } } } } } }`;
  return (await client.as(viewer).mutate<{ reviewDelete: Answer }>(document, { input: { id } })).reviewDelete;
}

export async function answer({ client }: Harness, viewer: Viewer, input: object): Promise<Answer> {
  const document = `mutation ($input: ReviewAnswerInput!) { reviewAnswer(input: $input) { __typename ${ERRORS}
    ... on ReviewVersionConflict { current { ${REVIEW_FIELDS} } } ... on ReviewAnswerSuccess { review { ${REVIEW_FIELDS} } } } }`;
  return (await client.as(viewer).mutate<{ reviewAnswer: Answer }>(document, { input })).reviewAnswer;
}

export interface Rating {
  readonly count: number;
  readonly averageHundredths: number | null;
  readonly distribution: readonly { stars: number; count: number }[];
}

export interface ProductData {
  readonly rating: Rating;
  readonly reviews: { nodes: ReviewData[]; edges: { cursor: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
  readonly viewerReview: ReviewData | null;
  readonly viewerCanReview: { allowed: boolean; reason: string | null };
}

const RATING = 'rating { count averageHundredths distribution { stars count } }';

/** What the router asks for a product page or a store's page. */
export async function entity(harness: Harness, viewer: Viewer, type: 'Product' | 'Vendor', id: string, fields: string): Promise<ProductData> {
  const document = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${type} { ${fields} } } }`;
  const { _entities: found } = await harness.client.as(viewer).query<{ _entities: [ProductData] }>(document, { representations: [{ __typename: type, id }] });
  return found[0];
}

export function productOf(harness: Harness, viewer: Viewer, productId: Id<'Product'>): Promise<ProductData> {
  const fields = `${RATING} reviews { nodes { ${REVIEW_FIELDS} } } viewerReview { id } viewerCanReview { allowed reason }`;
  return entity(harness, viewer, 'Product', encodeId('Product', productId), fields);
}

export function vendorOf(harness: Harness, viewer: Viewer, vendorId: Id<'Vendor'>): Promise<ProductData> {
  return entity(harness, viewer, 'Vendor', encodeId('Vendor', vendorId), `${RATING} reviews { nodes { ${REVIEW_FIELDS} } }`);
}

export function shares(...counts: readonly [five: number, four: number, three: number, two: number, one: number]): Rating['distribution'] {
  return counts.map((count, index) => ({ stars: 5 - index, count }));
}
