import type { Database } from '@marketgraph/db';
import { addMilliseconds } from '@marketgraph/kernel';
import { and, eq, exists, gt, inArray, sql, type SQL } from 'drizzle-orm';
import type { Claimed } from './claim.ts';
import { eventColumns } from './event-row.ts';
import { isOfSameLane, otherMessages } from './lane.ts';
import { deadLetters, messages } from './queue.tables.ts';
import type { QueueOptions } from './queue-options.ts';

/**
 * What becomes of a leased message. Except for `done` all of it only while the lease is ours: afterwards the message may
 * be in other hands, and what they make of it counts.
 */
export interface Settle {
  /**
   * Handled: forgotten. Calls that come while another is under way share one statement.
   * @returns whether a later version of the aggregate has been waiting for it
   */
  done(message: Claimed): Promise<boolean>;
  retry(message: Claimed, milliseconds: number): Promise<void>;
  wait(message: Claimed, milliseconds: number): Promise<void>;
  die(message: Claimed, reason: string): Promise<void>;
}

export function createSettle({ db, queue, clock, group }: Pick<QueueOptions, 'db' | 'queue' | 'clock'> & { readonly group: string }): Settle {
  const after = (milliseconds: number) => addMilliseconds(clock.now(), milliseconds);
  const release = (message: Claimed, changes: { dueAt: Date; attempts?: number; waits?: number }) =>
    db.statement(async (writer) => {
      await writer.update(messages).set({ ...changes, lease: null }).where(held(message));
    });
  const remove = createBatched<number, ReadonlySet<number>>((ids) => removeAll(queue, group, ids));
  return {
    done: async ({ id }) => (await remove(id)).has(id),
    retry: (message, milliseconds) => release(message, { dueAt: after(milliseconds) }),
    wait: (message, milliseconds) => release(message, { dueAt: after(milliseconds), attempts: message.attempts - 1, waits: message.waits + 1 }),
    die: (message, reason) =>
      db.transaction(async (tx) => {
        const removed = await tx.delete(messages).where(held(message)).returning({ id: messages.id });
        if (removed.length === 0) return;
        await tx.insert(deadLetters).values({ ...eventColumns(message), group, attempts: message.attempts, reason, diedAt: clock.now() });
      }),
  };
}

function held({ group, id, lease }: Claimed): SQL | undefined {
  return and(eq(messages.group, group), eq(messages.id, id), eq(messages.lease, lease));
}

/**
 * In whoever's hands it is by now: its effect has been committed, and another's would be recognised as a repetition.
 *
 * @returns those of which a later version of the aggregate waits
 */
async function removeAll(queue: Database, group: string, ids: readonly number[]): Promise<ReadonlySet<number>> {
  const later = otherMessages('later');
  const isAfter = and(isOfSameLane(later), gt(later.aggregateVersion, messages.aggregateVersion));
  const removed = await queue.statement((writer) =>
    writer
      .delete(messages)
      .where(and(eq(messages.group, group), inArray(messages.id, [...ids])))
      .returning({ id: messages.id, isAwaited: sql<boolean>`${exists(writer.select({ one: sql`1` }).from(later).where(isAfter))}` }),
  );
  return new Set(removed.filter(({ isAwaited }) => isAwaited).map(({ id }) => id));
}

/** One call of `run` at a time, with all that has come since the last. */
function createBatched<Item, Answer>(run: (batch: readonly Item[]) => Promise<Answer>): (item: Item) => Promise<Answer> {
  let waiting: Item[] = [];
  let next: Promise<Answer> | undefined;
  let running: Promise<unknown> = Promise.resolve();

  async function runNext(): Promise<Answer> {
    await running;
    const batch = waiting;
    waiting = [];
    next = undefined;
    const result = run(batch);
    running = result.catch(() => undefined);
    return result;
  }

  return (item) => {
    waiting.push(item);
    next ??= runNext();
    return next;
  };
}
