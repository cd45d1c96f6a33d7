import type { Consumer } from '@marketgraph/bus';
import type { WriteDeps } from '../deps.ts';
import { tellOf } from './tell-of.ts';

/** What the team has to order, and what it can sell again. */
export function onStock(deps: WriteDeps): Consumer[] {
  return (['catalog.stock.low', 'catalog.stock.out', 'catalog.stock.back'] as const).map((name) => tellOf(deps, name));
}
