import { defineConsumer } from '@marketgraph/bus';
import type { CommerceTools } from '../deps.ts';
import { markVariants } from './mark-variants.ts';

/** There may be fewer than some cart asks for, or enough again. */
export function onStockChanged(deps: CommerceTools) {
  return defineConsumer({
    event: 'catalog.stock.changed',
    ordering: 'latest',
    handle: (tx, { payload }) => markVariants(tx, deps, [payload.variantId], 'STOCK_CHANGED'),
  });
}
