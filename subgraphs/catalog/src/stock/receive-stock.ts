import type { UserViewer } from '@marketgraph/contracts';
import { vendorsWith } from '@marketgraph/contracts';
import type { Result } from '@marketgraph/kernel';
import { ok } from '@marketgraph/kernel';
import type { CatalogDeps } from '../deps.ts';
import { invalidInput, type IdempotencyConflict, type InvalidInput, type NotFound } from '../failures.ts';
import { HIGHEST_QUANTITY } from './movements.rules.ts';
import { problemWithLines, writeStockOnce } from './write-stock-once.ts';

export interface StockReceive {
  readonly idempotencyKey: string;
  readonly lines: readonly { readonly variantId: string; readonly quantity: number }[];
  readonly reason: string;
}

/** Goods came in: all lines or none, of one vendor in whose team the actor manages the inventory. */
export function receiveStock(
  deps: CatalogDeps,
  actor: UserViewer,
  input: StockReceive,
): Promise<Result<{ variantIds: readonly string[] }, NotFound | InvalidInput | IdempotencyConflict>> {
  return writeStockOnce<NotFound | InvalidInput>(deps, {
    actor,
    mutation: 'stockReceive',
    vendorIds: vendorsWith(actor, 'manage_inventory'),
    ...input,
    problem: problemWithLines(input) ?? problemWithQuantities(input.lines),
    decide: (levels) => {
      const full = levels.findIndex(({ quantity }, index) => quantity + (input.lines[index]?.quantity ?? 0) > HIGHEST_QUANTITY);
      if (full >= 0) return { ok: false, error: invalidInput(`A variant has ${HIGHEST_QUANTITY} pieces in stock at most.`, 'lines', String(full), 'quantity') };
      const movements = levels.map(({ levelId }, index) => ({
        levelId,
        kind: 'RECEIVE' as const,
        quantityDelta: input.lines[index]?.quantity ?? 0,
        reservedDelta: 0,
        reason: input.reason,
        actorId: actor.userId,
      }));
      return ok(movements);
    },
  });
}

function problemWithQuantities(lines: StockReceive['lines']): InvalidInput | null {
  const wrong = lines.findIndex(({ quantity }) => quantity < 1 || quantity > HIGHEST_QUANTITY);
  return wrong < 0 ? null : invalidInput(`A quantity is between 1 and ${HIGHEST_QUANTITY}.`, 'lines', String(wrong), 'quantity');
}
