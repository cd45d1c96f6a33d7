import { createHash } from 'node:crypto';
import { asId, type Id, type IdKind } from '@marketgraph/kernel';

/** Ids of rows that the story does not name, derived from those it does: the same demo gives the same rows. */
function derive<Kind extends IdKind>(kind: Kind, ...from: readonly string[]): Id<Kind> {
  const source = from[0] ?? '';
  const hex = createHash('sha256').update(`${kind} ${from.join(' ')}`).digest('hex');
  // Keeps the time of what it is derived from, so that lists in the order of ids are in the order of time.
  const time = source.slice(0, 13);
  return asId(kind, `${time}-7${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6, 18)}`);
}

export const demoBook = {
  cartOf: (userId: Id<'User'>) => derive('Cart', userId),
  quoteOf: (partId: Id<'VendorOrder'>) => derive('ShippingQuote', partId),
  refundOf: (partId: Id<'VendorOrder'>) => derive('Refund', partId),
  entryOf: (aboutId: Id<'VendorOrder'> | Id<'Order'>, kind: string) => derive('LedgerEntry', aboutId, kind),
};
