export * from './permissions.ts';
export * from './viewer.ts';
export * from './events/index.ts';
export type { PostalAddress } from './events/fields.ts';
export { postalAddress } from './events/fields.ts';
export type * from './demo-data.ts';
export { ORDER_ITEM_STATUSES } from './events/commerce.ts';
export { DELIVERY_STATUSES } from './events/logistics.ts';
export * from './access/index.ts';
