import { randomUUID } from 'node:crypto';
import type { insightsAccess, logisticsAccess, socialAccess } from '@marketgraph/contracts';
import { systemClock } from '@marketgraph/kernel';
import { HOME } from '../shopping.ts';
import type { Sample } from './samples.ts';
import { unusedId } from './scene.ts';

const ofVendor: Sample['variables'] = ({ vendorId }) => ({ vendorId, first: 5 });
const ofDelivery: Sample['variables'] = ({ deliveryId }) => ({ input: { id: deliveryId } });

export const logisticsSamples = {
  'Query.delivery': { variables: ({ deliveryId }) => ({ id: deliveryId }) },
  'Query.vendorDeliveries': { variables: ofVendor },
  'Subscription.deliveryTracked': { variables: ({ deliveryId }) => ({ id: deliveryId }) },
  'Mutation.deliveryRetry': { variables: ofDelivery },
  'Mutation.deliveryManualUpdate': { variables: ({ deliveryId }) => ({ input: { id: deliveryId, status: 'IN_TRANSIT' } }) },
  'Mutation.deliveryCancel': { variables: ofDelivery },
  'Mutation.shippingRateSet': {
    variables: ({ vendorId }) => ({ input: { vendorId, method: 'EXPRESS', zone: 'DOMESTIC', currency: 'USD', price: '900', minDays: 1, maxDays: 2 } }),
  },
  'Query.internalShippingQuotesByIds': { variables: () => ({ ids: [unusedId.quote()] }) },
  'Mutation.internalShippingQuotes': {
    variables: ({ vendorId }) => ({ shipments: [{ vendorId, subtotal: '1000', currency: 'USD', weightGrams: 500, itemCount: 1 }], address: HOME }),
  },
} as const satisfies Readonly<Record<keyof typeof logisticsAccess, Sample>>;

export const socialSamples = {
  'Query.review': { variables: ({ reviewId }) => ({ id: reviewId }) },
  'Mutation.reviewCreate': { variables: ({ received }) => ({ input: { productId: received.id, rating: 5, title: 'Good', text: 'Just as I wanted it.' } }) },
  'Mutation.reviewAnswer': { variables: ({ reviewId }) => ({ input: { id: reviewId, expectedVersion: 1, text: 'Thank you!' } }) },
  'Mutation.reviewUpdate': { variables: ({ reviewId }) => ({ input: { id: reviewId, expectedVersion: 1, rating: 3 } }) },
  'Mutation.reviewDelete': { variables: ({ reviewId }) => ({ input: { id: reviewId } }) },

  'Query.notifications': { variables: () => ({ unreadOnly: false, first: 5 }) },
  'Query.notificationUnreadCount': { variables: () => ({}) },
  'Mutation.notificationMarkRead': { variables: ({ notificationId }) => ({ input: { id: notificationId } }) },
  'Mutation.notificationMarkAllRead': { variables: () => ({ input: {} }) },
  'Mutation.notificationDelete': { variables: ({ notificationId }) => ({ input: { id: notificationId } }) },
  'Subscription.notificationReceived': { variables: () => ({}) },
  'Subscription.vendorNotificationReceived': { variables: ({ vendorId }) => ({ vendorId }) },
} as const satisfies Readonly<Record<keyof typeof socialAccess, Sample>>;

export const insightsSamples = {
  'Query.vendorDashboard': { variables: ({ vendorId }) => ({ vendorId, period: 'TODAY' }) },
  'Subscription.vendorDashboardUpdated': { variables: ({ vendorId }) => ({ vendorId }) },
  'Mutation.eventsTrack': {
    variables: ({ product }) => ({ input: { consent: true, visitKey: randomUUID(), events: [{ id: randomUUID(), kind: 'PRODUCT_VIEWED', at: systemClock.now().toISOString(), productId: product.id }] } }),
  },
} as const satisfies Readonly<Record<keyof typeof insightsAccess, Sample>>;
