export * from './permissions.ts';
export * from './viewer.ts';
export * from './events/index.ts';
export type { PostalAddress } from './events/fields.ts';
export { postalAddress } from './events/fields.ts';
