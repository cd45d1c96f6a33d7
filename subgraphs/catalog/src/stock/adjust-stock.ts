import { vendorsWith, type UserViewer } from '@marketgraph/contracts';
import { fail, ok, type Result } from '@marketgraph/kernel';
import type { CatalogDeps } from '../deps.ts';
import { invalidInput, type IdempotencyConflict, type InvalidInput, type NotFound } from '../failures.ts';
import type { LevelState } from './levels.queries.ts';
import { HIGHEST_QUANTITY, type StockMovement } from './movements.rules.ts';
import { problemWithLines, writeStockOnce } from './write-stock-once.ts';

export interface StockAdjustLine {
  readonly variantId: string;
  readonly by: number | null;
  readonly to: number | null;
}

export interface StockAdjust {
  readonly idempotencyKey: string;
  readonly lines: readonly StockAdjustLine[];
  readonly reason: string;
}

export interface StockBelowReserved {
  readonly type: 'StockBelowReserved';
  readonly message: string;
  readonly path: readonly string[];
  readonly variantId: string;
  readonly reserved: number;
}

type Failure = NotFound | InvalidInput | StockBelowReserved;

/** Counted, lost or found: all lines or none. What is held for checkouts stays: they were promised it. */
export function adjustStock(
  deps: CatalogDeps,
  actor: UserViewer,
  input: StockAdjust,
): Promise<Result<{ variantIds: readonly string[] }, Failure | IdempotencyConflict>> {
  return writeStockOnce<Failure>(deps, {
    actor,
    mutation: 'stockAdjust',
    vendorIds: vendorsWith(actor, 'manage_inventory'),
    ...input,
    problem: problemWithLines(input) ?? problemWithAdjustment(input),
    decide: (levels) => decide(actor, input, levels),
  });
}

function problemWithAdjustment({ lines, reason }: StockAdjust): InvalidInput | null {
  if (reason.trim() === '') return invalidInput('Say why.', 'reason');
  const wrong = lines.findIndex(({ by, to }) => (by === null) === (to === null));
  return wrong < 0 ? null : invalidInput('Give exactly one of `by` and `to`.', 'lines', String(wrong));
}

function decide(actor: UserViewer, { lines, reason }: StockAdjust, levels: readonly LevelState[]): Result<StockMovement[], Failure> {
  const movements: StockMovement[] = [];
  for (const [index, level] of levels.entries()) {
    const line = lines[index];
    if (line === undefined) throw new Error('levels come in the order of the lines');
    const quantity = line.to ?? level.quantity + (line.by ?? 0);
    const path = ['lines', String(index), line.to === null ? 'by' : 'to'];
    if (quantity < 0 || quantity > HIGHEST_QUANTITY) return fail(invalidInput(`That would make ${quantity}; a quantity is between 0 and ${HIGHEST_QUANTITY}.`, ...path));
    if (quantity < level.reserved) return fail(belowReserved(level, quantity, path));
    const quantityDelta = quantity - level.quantity;
    if (quantityDelta !== 0) movements.push({ levelId: level.levelId, kind: 'ADJUST', quantityDelta, reservedDelta: 0, reason, actorId: actor.userId });
  }
  return ok(movements);
}

function belowReserved({ variantId, reserved }: LevelState, quantity: number, path: readonly string[]): StockBelowReserved {
  const message = `That would make ${quantity}, and ${reserved} are held for checkouts.`;
  return { type: 'StockBelowReserved', message, path, variantId, reserved };
}
