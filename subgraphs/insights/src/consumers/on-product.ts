import { defineConsumer, type Consumer } from '@marketgraph/bus';
import { recordProduct } from '../facts/record-others.ts';

const EVENTS = ['catalog.product.created', 'catalog.product.updated', 'catalog.product.published', 'catalog.product.deleted'] as const;

/** Which store a product belongs to: a view names the product only. */
export function onProduct(): Consumer[] {
  return EVENTS.map((event) =>
    defineConsumer({
      event,
      ordering: 'any',
      handle: (tx, { payload, occurredAt }) =>
        recordProduct(tx, payload, new Date(occurredAt), event === 'catalog.product.deleted' ? 'DELETED' : payload.status),
    }),
  );
}
