import type { UserViewer } from '@marketgraph/contracts';
import { runIdempotently, type Transaction } from '@marketgraph/db';
import { fail, ok, type Result } from '@marketgraph/kernel';
import type { CatalogDeps } from '../deps.ts';
import { idempotencyConflict, invalidInput, notFound, type IdempotencyConflict, type InvalidInput, type NotFound } from '../failures.ts';
import { lockLevels } from '../locks.ts';
import { applyStock } from './apply-stock.ts';
import { readLevels, type LevelState } from './levels.queries.ts';
import type { StockMovement } from './movements.rules.ts';

const MOST_LINES = 100;

interface StockInput {
  readonly idempotencyKey: string;
  readonly lines: readonly { readonly variantId: string }[];
  readonly reason: string;
}

interface StockCommand<Failure extends { type: string }> extends StockInput {
  readonly actor: UserViewer;
  readonly mutation: string;
  /** Whose stock the actor may change. */
  readonly vendorIds: readonly string[];
  /** What is wrong with the input itself; nothing is kept under the key then. */
  readonly problem: InvalidInput | null;
  /** Levels in the order of the lines, locked. */
  decide(levels: readonly LevelState[]): Result<StockMovement[], Failure>;
}

type Answer<Failure extends { type: string }> = Result<{ variantIds: readonly string[] }, Failure>;

/**
 * What receiving and adjusting share: the key, whose stock it is, the locks, the one write. The key's first answer is kept,
 * a refusal too: a client that never got it and asks again must not be told something else.
 */
export async function writeStockOnce<Failure extends { type: string }>(
  deps: CatalogDeps,
  command: StockCommand<Failure>,
): Promise<Result<{ variantIds: readonly string[] }, Failure | NotFound | InvalidInput | IdempotencyConflict>> {
  if (command.problem !== null) return fail(command.problem);
  const { actor, mutation, idempotencyKey: key, lines, reason } = command;
  return deps.db.transaction(async (tx) => {
    const call = { scope: `${actor.userId}:${mutation}`, key, body: { lines, reason }, now: deps.clock.now() };
    const outcome = await runIdempotently<Answer<Failure | NotFound>>(tx, call, () => write(tx, deps, command));
    return outcome.kind === 'conflict' ? fail(idempotencyConflict()) : outcome.answer;
  });
}

async function write<Failure extends { type: string }>(tx: Transaction, deps: CatalogDeps, command: StockCommand<Failure>): Promise<Answer<Failure | NotFound>> {
  const variantIds = command.lines.map(({ variantId }) => variantId);
  await lockLevels(tx, variantIds);
  const own = (await readLevels(tx, variantIds)).filter(({ deleted, vendorId }) => !deleted && command.vendorIds.includes(vendorId));
  const levels: LevelState[] = [];
  for (const [index, variantId] of variantIds.entries()) {
    const level = own.find((candidate) => candidate.variantId === variantId && candidate.vendorId === (levels[0]?.vendorId ?? candidate.vendorId));
    if (level === undefined) return fail(notFound('variant', 'lines', String(index), 'variantId'));
    levels.push(level);
  }
  const decided = command.decide(levels);
  if (!decided.ok) return decided;
  if (decided.value.length > 0) await applyStock(tx, deps, { traceId: command.actor.traceId, levels, movements: decided.value });
  return ok({ variantIds });
}

export function problemWithLines({ idempotencyKey, lines, reason }: StockInput): InvalidInput | null {
  if (idempotencyKey.trim() === '' || idempotencyKey.length > 200) return invalidInput('A key has 1 to 200 characters.', 'idempotencyKey');
  if (lines.length === 0 || lines.length > MOST_LINES) return invalidInput(`Give 1 to ${MOST_LINES} lines.`, 'lines');
  if (reason.length > 500) return invalidInput('A reason has 500 characters at most.', 'reason');
  const seen = new Set<string>();
  for (const [index, { variantId }] of lines.entries()) {
    if (seen.has(variantId)) return invalidInput('Each variant once.', 'lines', String(index), 'variantId');
    seen.add(variantId);
  }
  return null;
}
