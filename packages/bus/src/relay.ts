import { EVENT_WIRE_VERSION, type EventEnvelope } from '@marketgraph/contracts';
import { outbox, type Database } from '@marketgraph/db';
import { addMilliseconds, DAY, HOUR, type Clock } from '@marketgraph/kernel';
import { asc, inArray, isNull } from 'drizzle-orm';
import { keepLease } from './keep-lease.ts';
import type { BusLog } from './log.ts';
import { createPulse } from './pulse.ts';
import type { Stoppable } from './stoppable.ts';
import type { BusTransport } from './transport.ts';

export interface RelayOptions {
  readonly db: Database;
  readonly transport: BusTransport;
  readonly log: BusLog;
  readonly clock: Clock;
  /** For how long a lost notification can go unnoticed: 1 s unless told. */
  readonly pollMs?: number;
  /** Events published at once: 200 unless told. */
  readonly batchSize?: number;
}

const PAUSE_AFTER_FAILURE_MS = 1_000;
/** Repetitions of a publication are recognised for so long. */
const REPETITIONS_KEPT_MS = 7 * DAY;

/**
 * Carries the outbox to the transport, in order of id. One relay works per outbox, others stand by for its lease: two at
 * once would publish an aggregate's versions out of order.
 */
export function startRelay({ db, transport, log, clock, pollMs = 1_000, batchSize = 200 }: RelayOptions): Stoppable {
  let purgeAt = clock.now();

  async function purgeHourly(): Promise<void> {
    const now = clock.now();
    if (now < purgeAt) return;
    purgeAt = addMilliseconds(now, HOUR);
    await transport.purge(addMilliseconds(now, -REPETITIONS_KEPT_MS));
  }

  return keepLease({ db, name: 'bus.relay', log }, async (signal) => {
    const pulse = createPulse(signal);
    const unlisten = await db.listen('outbox', pulse.wake, pulse.wake);
    try {
      while (!signal.aborted) {
        try {
          const published = await publishNext(db, transport, clock, batchSize);
          await purgeHourly();
          if (published < batchSize) await pulse.wait(pollMs);
        } catch (error) {
          log.warn({ err: error }, 'the outbox could not be published, will be tried again');
          await pulse.pause(PAUSE_AFTER_FAILURE_MS);
        }
      }
    } finally {
      await unlisten();
    }
  });
}

/**
 * Asks for what is unpublished rather than for what lies above the last id: a transaction that drew its id early and
 * commits late would be passed over for ever. Marked only after the transport has it: a crash between publishes twice.
 */
async function publishNext(db: Database, transport: BusTransport, clock: Clock, batchSize: number): Promise<number> {
  const rows = await db.reader.select().from(outbox).where(isNull(outbox.publishedAt)).orderBy(asc(outbox.id)).limit(batchSize);
  if (rows.length === 0) return 0;
  await transport.publish(rows.map(toEnvelope));
  const ids = rows.map((row) => row.id);
  await db.statement((writer) => writer.update(outbox).set({ publishedAt: clock.now() }).where(inArray(outbox.id, ids)));
  return rows.length;
}

function toEnvelope(row: typeof outbox.$inferSelect): EventEnvelope {
  const envelope = {
    id: row.eventId,
    name: row.name,
    wireVersion: EVENT_WIRE_VERSION,
    aggregateId: row.aggregateId,
    aggregateVersion: row.aggregateVersion,
    occurredAt: row.occurredAt.toISOString(),
    traceId: row.traceId,
    payload: row.payload,
  };
  // Name and payload were checked against each other when the event was appended.
  return envelope as unknown as EventEnvelope;
}
