import { defineConsumer } from '@marketgraph/bus';
import type { CommerceTools } from '../deps.ts';
import { markVariants } from './mark-variants.ts';

const EVENTS = ['catalog.product.updated', 'catalog.product.published', 'catalog.product.deleted'] as const;

/** Price, name or availability of something in carts may be another. */
export function onProductChanged(deps: CommerceTools) {
  return EVENTS.map((event) =>
    defineConsumer({
      event,
      ordering: 'latest',
      handle: (tx, { payload }) => markVariants(tx, deps, payload.variantIds, event === 'catalog.product.deleted' ? 'PRODUCT_REMOVED' : 'PRODUCT_CHANGED'),
    }),
  );
}
