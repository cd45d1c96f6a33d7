import type { EventName } from '@marketgraph/contracts';
import type { FakeClock } from '@marketgraph/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BusTransport, Delivery, DeliveryOutcome, Routes } from '@marketgraph/bus';
import { MAX_ATTEMPTS } from '@marketgraph/bus/backoff';
import { itemEnvelope, newItemId } from './support/events.ts';
import { settleDown, waitFor } from './support/wait-for.ts';

export interface TransportHarness {
  readonly clock: FakeClock;
  /** Another process's transport to the same, at first empty, queues. */
  open(routes: Routes): Promise<BusTransport>;
  /** Longer than a backoff or wait of so many milliseconds, for the transport as well as for the clock. */
  pass(milliseconds: number): Promise<void>;
  /** What this transport has in hand is handed out again, as when its process has died. It is still closed by `dispose`. */
  crash(transport: BusTransport): Promise<void>;
  dispose(): Promise<void>;
}

const ITEM: EventName = 'commerce.order_item.status_changed';
const DONE: DeliveryOutcome = { kind: 'done' };
/** Longer than any backoff. */
const LONG_MS = 10 * 60_000;

/** What every transport must do. A new one runs through it with a harness of its own. */
export function describeTransport(name: string, createHarness: () => Promise<TransportHarness>): void {
  describe(`${name} keeps the transport contract`, () => {
    let harness: TransportHarness;
    let transport: BusTransport;
    const routes: Routes = (event) => {
      if (event !== ITEM) throw new Error(`nobody takes ${event}`);
      return ['first', 'second'];
    };
    beforeEach(async () => {
      harness = await createHarness();
      transport = await harness.open(routes);
    });
    afterEach(() => harness.dispose());

    const subscribe = (group: string, handle: (delivery: Delivery) => Promise<DeliveryOutcome>, on = transport, concurrency = 4) =>
      on.subscribe({ group, names: [ITEM], handle, concurrency });

    function collect(group: string, on = transport) {
      const seen: Delivery[] = [];
      return { seen, end: subscribe(group, (delivery) => Promise.resolve(seen.push(delivery)).then(() => DONE), on) };
    }

    /** One worker, that keeps what it takes until it is told what to answer. */
    function holdBack(group: string, on = transport) {
      const taken: number[] = [];
      let pending: (outcome: DeliveryOutcome) => void = () => undefined;
      const handle = ({ event }: Delivery) =>
        new Promise<DeliveryOutcome>((resolve) => {
          taken.push(event.aggregateVersion);
          pending = resolve;
        });
      return { taken, answer: (outcome: DeliveryOutcome) => pending(outcome), end: subscribe(group, handle, on, 1) };
    }

    it('delivers each event to every group, whole, also to one that subscribes later', async () => {
      const event = itemEnvelope(newItemId(), 1);
      const first = collect('first');
      await transport.publish([event]);
      await waitFor(() => first.seen.length, (count) => count === 1);
      const second = collect('second');
      await waitFor(() => second.seen.length, (count) => count === 1);
      expect(first.seen).toEqual([{ event, attempt: 1, waits: 0, acceptGap: false }]);
      expect(second.seen).toEqual([{ event, attempt: 1, waits: 0, acceptGap: false }]);
      await waitFor(() => transport.depths(), (depths) => depths.length === 0);
    });

    it('delivers an event once, published twice at once, again while queued, and again when it was handled', async () => {
      const event = itemEnvelope(newItemId(), 1);
      const other = await harness.open(routes);
      await Promise.all([transport.publish([event, event]), other.publish([event])]);
      await transport.publish([event]);
      const { seen } = collect('first');
      await waitFor(() => seen.length, (count) => count === 1);
      await other.publish([event]);
      await settleDown();
      expect(seen).toHaveLength(1);
    });

    it('publishes all or none', async () => {
      const good = itemEnvelope(newItemId(), 1);
      const bad = { ...good, id: itemEnvelope(newItemId(), 1).id, name: 'catalog.stock.out' as EventName };
      await expect(transport.publish([good, bad])).rejects.toThrow('nobody takes');
      expect(await transport.depths()).toEqual([]);
      await transport.publish([good]);
      expect(await transport.depths()).toEqual([
        { group: 'first', queued: 1, inFlight: 0, dead: 0 },
        { group: 'second', queued: 1, inFlight: 0, dead: 0 },
      ]);
    });

    it('keeps the order of an aggregate, one at a time, over several processes with several workers', async () => {
      const items = Array.from({ length: 8 }, newItemId);
      const versions = Array.from({ length: 12 }, (_, index) => index + 1);
      const handled = new Map<string, number[]>(items.map((item) => [item, []]));
      const busy = new Set<string>();
      let overlaps = 0;
      let most = 0;
      const handle = async ({ event }: Delivery) => {
        if (busy.has(event.aggregateId)) overlaps += 1;
        busy.add(event.aggregateId);
        most = Math.max(most, busy.size);
        await new Promise((resolve) => setTimeout(resolve, 2 + (event.aggregateVersion % 3) * 2));
        handled.get(event.aggregateId)?.push(event.aggregateVersion);
        busy.delete(event.aggregateId);
        return DONE;
      };
      // Two versions of an aggregate lie side by side: nothing but the transport keeps a free worker off the second.
      await transport.publish(items.flatMap((item) => versions.map((version) => itemEnvelope(item, version))));
      for (const on of [transport, await harness.open(routes), await harness.open(routes)]) await subscribe('first', handle, on);
      await waitFor(() => [...handled.values()].flat().length, (count) => count >= items.length * versions.length, 20_000);
      expect([...handled.values()]).toEqual(items.map(() => versions));
      expect(overlaps).toBe(0);
      expect(most).toBeGreaterThan(1);
    });

    it('tries again with backoff what has failed, and holds back what comes after it', async () => {
      const item = newItemId();
      const attempts: string[] = [];
      await subscribe('first', ({ event, attempt }) => {
        attempts.push(`v${event.aggregateVersion} attempt ${attempt}`);
        return event.aggregateVersion === 1 && attempt < 3 ? Promise.reject(new Error('not today')) : Promise.resolve(DONE);
      });
      await transport.publish([itemEnvelope(item, 1), itemEnvelope(item, 2), itemEnvelope(newItemId(), 3)]);
      await waitFor(() => attempts.length, (count) => count === 2);
      await settleDown();
      expect(attempts.toSorted()).toEqual(['v1 attempt 1', 'v3 attempt 1']);
      await idle();
      await harness.pass(1_000);
      await waitFor(() => attempts.length, (count) => count === 3);
      await idle();
      await harness.pass(1_000);
      await settleDown();
      expect(attempts.slice(2)).toEqual(['v1 attempt 2']);
      await harness.pass(1_000);
      await waitFor(() => attempts.length, (count) => count === 5);
      expect(attempts.slice(3)).toEqual(['v1 attempt 3', 'v2 attempt 1']);
    });

    it('puts poison aside with its reason, goes on behind it, and replays it when told', async () => {
      const item = newItemId();
      const poison = itemEnvelope(item, 1);
      const handled: Delivery[] = [];
      let cured = false;
      let attempts = 0;
      await subscribe('first', (delivery) => {
        if (delivery.event.aggregateVersion === 1) attempts += 1;
        if (delivery.event.aggregateVersion === 1 && !cured) return Promise.reject(new TypeError('cannot read this'));
        handled.push(delivery);
        return Promise.resolve(DONE);
      });
      await transport.publish([poison, itemEnvelope(item, 2)]);
      for (let failed = 1; failed <= MAX_ATTEMPTS; failed += 1) {
        await waitFor(() => attempts, (count) => count === failed);
        await idle();
        await harness.pass(LONG_MS);
      }
      await waitFor(() => handled.length, (count) => count === 1);
      const dead = await transport.listDeadLetters({ group: 'first' });
      expect(dead).toEqual([
        { id: expect.any(String), group: 'first', event: poison, reason: 'TypeError: cannot read this', attempts: MAX_ATTEMPTS, diedAt: expect.any(Date) },
      ]);
      expect(handled.map(({ event }) => event.aggregateVersion)).toEqual([2]);
      expect(await transport.listDeadLetters({ aggregateId: newItemId() })).toEqual([]);

      cured = true;
      const id = dead[0]?.id ?? '';
      expect(await transport.replayDeadLetter(id, { acceptGap: true })).toBe(true);
      expect(await transport.replayDeadLetter(id)).toBe(false);
      await waitFor(() => handled.length, (count) => count === 2);
      expect(handled[1]).toEqual({ event: poison, attempt: 1, waits: 0, acceptGap: true });
      expect(await transport.listDeadLetters()).toEqual([]);
    });

    it('makes a dead letter at once of what its handler gives up, and forgets it when told', async () => {
      await subscribe('first', () => Promise.resolve({ kind: 'dead', reason: 'of no use' }));
      await transport.publish([itemEnvelope(newItemId(), 1)]);
      const [dead] = await waitFor(() => transport.listDeadLetters({ name: ITEM }), (list) => list.length === 1);
      expect(dead).toMatchObject({ reason: 'of no use', attempts: 1 });
      expect(await transport.depths()).toContainEqual({ group: 'first', queued: 0, inFlight: 0, dead: 1 });
      expect(await transport.discardDeadLetter(dead?.id ?? '')).toBe(true);
      expect(await transport.discardDeadLetter(dead?.id ?? '')).toBe(false);
      expect(await transport.discardDeadLetter('no id')).toBe(false);
      expect(await transport.listDeadLetters()).toEqual([]);
    });

    it('hands out again, after the time asked for, what has to wait, without counting an attempt', async () => {
      const seen: string[] = [];
      await subscribe('first', ({ attempt, waits }) => {
        seen.push(`attempt ${attempt}, waited ${waits}`);
        return Promise.resolve(waits < 2 ? { kind: 'wait', milliseconds: 1_000, reason: 'not yet' } : DONE);
      });
      await transport.publish([itemEnvelope(newItemId(), 1)]);
      await waitFor(() => seen.length, (count) => count === 1);
      await settleDown();
      expect(seen).toHaveLength(1);
      for (const handedOut of [2, 3]) {
        await idle();
        await harness.pass(1_000);
        await waitFor(() => seen.length, (count) => count === handedOut);
      }
      expect(seen).toEqual(['attempt 1, waited 0', 'attempt 1, waited 1', 'attempt 1, waited 2']);
    });

    it('hands out again what a process had in hand when it died, and does not listen to it any more', async () => {
      const item = newItemId();
      const dying = await harness.open(routes);
      const late = holdBack('first', dying);
      await transport.publish([itemEnvelope(item, 1), itemEnvelope(item, 2)]);
      await waitFor(() => late.taken, (taken) => taken.length === 1);
      const heir = holdBack('first');
      await settleDown();
      expect(heir.taken).toEqual([]);
      await harness.crash(dying);
      await waitFor(() => heir.taken, (taken) => taken.length === 1);
      late.answer({ kind: 'dead', reason: 'too late to say' });
      await settleDown();
      expect(await transport.listDeadLetters()).toEqual([]);
      heir.answer(DONE);
      await waitFor(() => heir.taken.length + late.taken.length, (count) => count === 3);
      expect(heir.taken[0]).toBe(1);
      expect([...heir.taken, ...late.taken].toSorted()).toEqual([1, 1, 2]);
      heir.answer(DONE);
      late.answer(DONE);
      await waitFor(() => transport.depths(), (depths) => depths.every(({ group }) => group !== 'first'));
    });

    it('ends a subscription when what is under way is done, and takes nothing new', async () => {
      const worker = holdBack('first');
      const item = newItemId();
      await transport.publish([itemEnvelope(item, 1), itemEnvelope(item, 2)]);
      await waitFor(() => worker.taken, (taken) => taken.length === 1);
      let ended = false;
      const ending = (await worker.end)().then(() => (ended = true));
      await settleDown();
      expect(ended).toBe(false);
      worker.answer(DONE);
      await ending;
      await settleDown();
      expect(worker.taken).toEqual([1]);
      expect(await transport.depths()).toContainEqual({ group: 'first', queued: 1, inFlight: 0, dead: 0 });
    });

    it('takes no more than a subscription has workers', async () => {
      let busy = 0;
      let most = 0;
      let handled = 0;
      const handle = async () => {
        most = Math.max(most, (busy += 1));
        await new Promise((resolve) => setTimeout(resolve, 5));
        busy -= 1;
        handled += 1;
        return DONE;
      };
      await subscribe('first', handle, transport, 2);
      await transport.publish(Array.from({ length: 20 }, () => itemEnvelope(newItemId(), 1)));
      await waitFor(() => handled, (count) => count === 20);
      expect(most).toBe(2);
    });

    /** What was handed out has been settled: only then does time that passes count for its backoff. */
    function idle(group = 'first') {
      return waitFor(
        () => transport.depths(),
        (depths) => depths.every((depth) => depth.group !== group || depth.inFlight === 0),
      );
    }
  });
}
