import type { Reader } from '@marketgraph/db';
import { and, inArray } from 'drizzle-orm';
import { isPublished } from '../reviews/review.queries.ts';
import { reviews } from '../reviews/review.tables.ts';
import type { Message } from './message.ts';

interface WithMessages {
  readonly messages: readonly Message[];
}

/** Nobody is invited to review what they have reviewed. One statement, and none where nobody is invited. */
export async function withoutReviewed<Planned extends WithMessages>(reader: Reader, planned: readonly Planned[]): Promise<Planned[]> {
  const invited = planned.flatMap(({ messages }) => messages.flatMap((message) => invitationOf(message) ?? []));
  if (invited.length === 0) return [...planned];
  const rows = await reader
    .select({ authorId: reviews.authorId, productId: reviews.productId })
    .from(reviews)
    .where(and(inArray(reviews.authorId, invited.map(({ authorId }) => authorId)), inArray(reviews.productId, invited.map(({ productId }) => productId)), isPublished));
  const written = new Set(rows.map(({ authorId, productId }) => `${authorId} ${productId}`));
  const isWanted = (message: Message): boolean => {
    const invitation = invitationOf(message);
    return invitation === undefined || !written.has(`${invitation.authorId} ${invitation.productId}`);
  };
  return planned.map((one) => ({ ...one, messages: one.messages.filter(isWanted) }));
}

function invitationOf({ kind, audience, links }: Message): { authorId: string; productId: string } | undefined {
  if (kind !== 'REVIEW_INVITED' || !('userId' in audience) || links.productId === null) return undefined;
  return { authorId: audience.userId, productId: links.productId };
}
