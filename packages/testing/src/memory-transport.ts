import type { BusTransport, DeadLetter, Subscription } from '@marketgraph/bus';
import type { EventEnvelope } from '@marketgraph/contracts';
import { systemClock } from '@marketgraph/kernel';

export interface MemoryTransport extends BusTransport {
  /** Every event published so far, in order, each once. */
  readonly published: readonly EventEnvelope[];
  /** When everything published has been handled or has become a dead letter. */
  settled(): Promise<void>;
}

interface Queued {
  readonly event: EventEnvelope;
  attempt: number;
  waits: number;
  acceptGap: boolean;
}

interface Group {
  readonly subscription: Subscription;
  queue: Queued[];
  inFlight: number;
  running: Promise<void>;
}

const ATTEMPTS = 5;

/**
 * A transport without a database, for tests of one subgraph: events go to whoever subscribes at that moment, one at a
 * time for each group, and what has to wait or to be tried again is, at once, behind what is queued already.
 */
export function createMemoryTransport(): MemoryTransport {
  const published: EventEnvelope[] = [];
  const groups = new Set<Group>();
  let dead: (DeadLetter & { readonly to: Group })[] = [];

  function enqueue(group: Group, queued: Queued): void {
    group.queue.push(queued);
    group.running = group.running.then(() => handleNext(group));
  }

  async function handleNext(group: Group): Promise<void> {
    const queued = group.queue.shift();
    if (queued === undefined) return;
    group.inFlight = 1;
    try {
      const outcome = await group.subscription.handle({ ...queued });
      if (outcome.kind === 'wait') enqueue(group, { ...queued, waits: queued.waits + 1 });
      if (outcome.kind === 'dead') bury(group, queued, outcome.reason);
    } catch (error) {
      if (queued.attempt >= ATTEMPTS) bury(group, queued, String(error));
      else enqueue(group, { ...queued, attempt: queued.attempt + 1 });
    } finally {
      group.inFlight = 0;
    }
  }

  function bury(group: Group, { event, attempt }: Queued, reason: string): void {
    const name = group.subscription.group;
    dead.push({ id: `${name}:${event.id}`, group: name, event, reason, attempts: attempt, diedAt: systemClock.now(), to: group });
  }

  function takeDead(id: string) {
    const letter = dead.find((candidate) => candidate.id === id);
    dead = dead.filter((candidate) => candidate !== letter);
    return letter;
  }

  return {
    published,
    publish: async (events) => {
      for (const event of events) {
        if (published.some(({ id }) => id === event.id)) continue;
        published.push(event);
        for (const group of groups) {
          if (group.subscription.names.includes(event.name)) enqueue(group, { event, attempt: 1, waits: 0, acceptGap: false });
        }
      }
    },
    subscribe: async (subscription) => {
      const group: Group = { subscription, queue: [], inFlight: 0, running: Promise.resolve() };
      groups.add(group);
      return async () => {
        groups.delete(group);
        group.queue = [];
        await group.running;
      };
    },
    settled: async () => {
      const busy = () => [...groups].some(({ queue, inFlight }) => queue.length + inFlight > 0);
      while (busy()) await Promise.all([...groups].map(({ running }) => running));
    },
    listDeadLetters: async ({ group, name, aggregateId, limit = 100 } = {}) =>
      dead
        .filter((letter) => group === undefined || letter.group === group)
        .filter(({ event }) => (name === undefined || event.name === name) && (aggregateId === undefined || event.aggregateId === aggregateId))
        .slice(0, limit)
        .map(({ to: _to, ...letter }) => letter),
    replayDeadLetter: async (id, { acceptGap = false } = {}) => {
      const letter = takeDead(id);
      if (letter !== undefined) enqueue(letter.to, { event: letter.event, attempt: 1, waits: 0, acceptGap });
      return letter !== undefined;
    },
    discardDeadLetter: async (id) => takeDead(id) !== undefined,
    depths: async () =>
      [...groups].map(({ subscription: { group }, queue, inFlight }) => ({
        group,
        queued: queue.length + inFlight,
        inFlight,
        dead: dead.filter((letter) => letter.group === group).length,
      })),
    purge: async () => 0,
    close: async () => {
      groups.clear();
    },
  };
}
