import { appendEvents, type NewEvent } from '@marketgraph/bus';
import type { EventName } from '@marketgraph/contracts';
import { rowsOf, type Transaction } from '@marketgraph/db';
import { publishLiveAtOnce, type LiveChange } from '@marketgraph/server';
import { sql } from 'drizzle-orm';
import type { WriteDeps } from '../deps.ts';
import { variantStockTopic, vendorInventoryTopic } from '../live/topics.ts';
import { productChanged } from '../products/product-changed.ts';
import { productEvents } from '../products/product-events.ts';
import { variants } from '../variants/variant.tables.ts';
import { moveAlerts } from './move-alerts.ts';
import { availableOf } from './movements.rules.ts';
import type { LevelState } from './levels.queries.ts';
import { stateChange, stockState, type StateChange, type StockState } from './stock-state.rules.ts';

export interface LevelChange {
  readonly before: LevelState;
  /** With the threshold that counts from now on. */
  readonly after: LevelState;
}

export interface StockNews {
  readonly traceId: string;
  readonly changes: readonly LevelChange[];
  readonly sales: ReadonlyMap<string, number>;
  /** What else the transaction has to tell: all its events go out in one statement. */
  readonly events?: readonly NewEvent<EventName>[];
}

interface Transition {
  readonly level: LevelState;
  readonly state: StockState;
  readonly change: StateChange;
}

/** What follows from a change of stock: what products show, states and alerts, events, live fields. */
export async function announceStock(tx: Transaction, deps: WriteDeps, { traceId, changes, sales, events: others }: StockNews): Promise<void> {
  const alive = changes.filter(({ before }) => !before.deleted);
  const moved = alive.filter(({ before, after }) => availableOf(before) !== availableOf(after));
  const touched = alive.filter(({ before, after }) => before.quantity !== after.quantity || before.reserved !== after.reserved || before.threshold !== after.threshold);
  const transitions = alive.flatMap(({ after }) => transitionOf(after));

  const productIds = new Set([...moved.map(({ after }) => after.productId), ...sales.keys()]);
  const flipped = await productChanged(tx, deps, [...productIds], { scope: 'stock', sales });
  if (transitions.length > 0) {
    await writeStates(tx, transitions);
    await moveAlerts(tx, deps, transitions);
  }
  const statusEvents = await productEvents(tx, traceId, 'catalog.product.updated', flipped, ['status']);
  await appendEvents(tx, deps, [...(others ?? []), ...stockEvents(traceId, moved, transitions), ...statusEvents]);
  await publishLiveAtOnce(tx, deps, liveChanges(moved, touched));
}

export interface ThresholdChange {
  readonly traceId: string;
  /** Locked, and read before the change. */
  readonly level: LevelState;
  readonly threshold: number;
  readonly events: readonly NewEvent<EventName>[];
}

/** What follows from another threshold: the same stock may be low now, or not any more. */
export async function announceThreshold(tx: Transaction, deps: WriteDeps, { traceId, level, threshold, events }: ThresholdChange): Promise<void> {
  await announceStock(tx, deps, { traceId, changes: [{ before: level, after: { ...level, threshold } }], sales: new Map(), events });
}

function transitionOf(level: LevelState): Transition[] {
  const state = stockState(availableOf(level), level.threshold);
  const change = stateChange(level.state, state);
  return change === null ? [] : [{ level, state, change }];
}

async function writeStates(tx: Transaction, transitions: readonly Transition[]): Promise<void> {
  const rows = transitions.map(({ level, state }) => ({ id: level.variantId, state }));
  await tx.execute(sql`
    update ${variants} as v set stock_state = given.state
    from ${rowsOf(rows, 'id uuid, state text')} where v.id = given.id`);
}

function stockEvents(traceId: string, moved: readonly LevelChange[], transitions: readonly Transition[]): NewEvent<EventName>[] {
  const told = (name: EventName & `catalog.stock.${string}`, level: LevelState): NewEvent<EventName> => ({
    name,
    aggregateId: level.variantId,
    traceId,
    payload: {
      variantId: level.variantId,
      productId: level.productId,
      vendorId: level.vendorId,
      title: level.title,
      available: availableOf(level),
      threshold: level.threshold,
    },
  });
  return [
    ...moved.map(({ after }) => told('catalog.stock.changed', after)),
    ...transitions.flatMap(({ level, change }) => (change.event === null ? [] : [told(change.event, level)])),
  ];
}

/** Variants tell the public what is available; vendors are told of every change, also of what is held. */
function liveChanges(moved: readonly LevelChange[], touched: readonly LevelChange[]): LiveChange[] {
  const byVendor = Map.groupBy(touched, ({ after }) => after.vendorId);
  return [
    ...moved.map(({ after }) => ({
      topic: variantStockTopic(after.variantId),
      payload: { variantId: after.variantId, available: availableOf(after) },
    })),
    ...[...byVendor].map(([vendorId, list]) => ({
      topic: vendorInventoryTopic(vendorId),
      payload: { variantIds: list.map(({ after }) => after.variantId) },
    })),
  ];
}
