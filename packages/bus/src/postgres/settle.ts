import type { Database } from '@marketgraph/db';
import { addMilliseconds, type Clock } from '@marketgraph/kernel';
import { and, eq, inArray, type SQL } from 'drizzle-orm';
import { tuneForQueue, type Claimed } from './claim.ts';
import { eventColumns } from './event-row.ts';
import { deadLetters, messages } from './queue.tables.ts';

/**
 * What becomes of a leased message. Except for `done` all of it only while the lease is ours: afterwards the message may
 * be in other hands, and what they make of it counts.
 */
export interface Settle {
  /** Handled: forgotten. Calls that come while another is under way share one statement. */
  done(message: Claimed): Promise<void>;
  retry(message: Claimed, milliseconds: number): Promise<void>;
  wait(message: Claimed, milliseconds: number): Promise<void>;
  die(message: Claimed, reason: string): Promise<void>;
}

export function createSettle({ db, clock, group }: { db: Database; clock: Clock; group: string }): Settle {
  const after = (milliseconds: number) => addMilliseconds(clock.now(), milliseconds);
  const release = (message: Claimed, changes: { dueAt: Date; attempts?: number; waits?: number }) =>
    db.transaction(async (tx) => {
      await tx.update(messages).set({ ...changes, lease: null }).where(held(message));
    });
  const remove = createBatched<number>((ids) => removeAll(db, group, ids));
  return {
    done: (message) => remove(message.id),
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

/** In whoever's hands it is by now: its effect has been committed, and another's would be recognised as a repetition. */
async function removeAll(db: Database, group: string, ids: readonly number[]): Promise<void> {
  await db.transaction(async (tx) => {
    await tuneForQueue(tx);
    await tx.delete(messages).where(and(eq(messages.group, group), inArray(messages.id, [...ids])));
  });
}

/** One call of `run` at a time, with all that has come since the last. */
function createBatched<Item>(run: (batch: readonly Item[]) => Promise<void>): (item: Item) => Promise<void> {
  let waiting: Item[] = [];
  let next: Promise<void> | undefined;
  let running: Promise<unknown> = Promise.resolve();

  async function runNext(): Promise<void> {
    await running;
    const batch = waiting;
    waiting = [];
    next = undefined;
    const result = run(batch);
    running = result.catch(() => undefined);
    await result;
  }

  return (item) => {
    waiting.push(item);
    next ??= runNext();
    return next;
  };
}
