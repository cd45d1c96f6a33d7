import type { EventPayload } from '@marketgraph/contracts';
import type { NotificationKind } from '../../templates/facts.ts';
import { reasonInWords } from '../../templates/phrases.rules.ts';
import type { CausePayload } from '../causes.ts';
import { message, type Plan } from '../message.ts';

export const onUserRegistered: Plan<EventPayload<'identity.user.registered'>> = ({ userId }) => [message('WELCOME', { userId }, {}, {})];

type StoreKind = Extract<NotificationKind, 'STORE_APPROVED' | 'STORE_REJECTED' | 'STORE_SUSPENDED' | 'STORE_REACTIVATED' | 'STORE_CLOSED'>;

/** Decisions go to the owner in person: the team of a store that is not open has no place in the app to read them. */
export function onVendorDecided(kind: StoreKind): Plan<EventPayload<'identity.vendor.approved'>> {
  return ({ vendorId, ownerId, name, reason }) => [message(kind, { userId: ownerId }, { store: name, reason: reasonInWords(reason) }, { vendorId })];
}

export const onVendorUpdated: Plan<EventPayload<'identity.vendor.updated'>> = ({ vendorId, ownerId, name, status }) => {
  const audience = status === 'APPROVED' ? ({ vendorId, permission: 'manage_settings' } as const) : { userId: ownerId };
  return [message('STORE_UPDATED', audience, { store: name }, { vendorId })];
};

type Stock = EventPayload<'catalog.stock.low'>;

export function onStock(kind: 'STOCK_LOW' | 'STOCK_OUT' | 'STOCK_BACK'): Plan<EventPayload<'catalog.stock.low'>> {
  return ({ vendorId, productId, title, available }: Stock, nameOf) => [
    message(kind, { vendorId, permission: 'manage_inventory' }, { store: nameOf(vendorId), title, available }, { vendorId, productId }),
  ];
}

export const onReviewPublished: Plan<CausePayload<'review.published'>> = ({ reviewId, productId, vendorId, orderItemId, rating, title }, nameOf) => [
  message(
    'STORE_REVIEWED',
    { vendorId, permission: 'manage_products' },
    { store: nameOf(vendorId), item: nameOf(orderItemId), rating, title },
    { reviewId, productId, vendorId },
  ),
];

export const onReviewAnswered: Plan<CausePayload<'review.answered'>> = ({ reviewId, productId, vendorId, authorId, orderItemId }, nameOf) => [
  message('REVIEW_ANSWERED', { userId: authorId }, { store: nameOf(vendorId), item: nameOf(orderItemId) }, { reviewId, productId, vendorId }),
];
