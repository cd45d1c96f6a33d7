import type { UserViewer } from '@marketgraph/contracts';
import type { GraphQLFormattedError } from 'graphql';
import { SubscriptionRefused } from '../errors/subgraph-errors.ts';
import type { RequestViewer } from '../viewer/authenticate.ts';
import { catchUp } from './catch-up.ts';
import type { EventRunner } from './event-runner.ts';
import { createReplayBuffer } from './replay-buffer.ts';
import { createSnapshots } from './snapshots.ts';
import type { ShownEvent, Subscriber } from './subscriber.ts';
import { openUpstream } from './upstream.ts';

export interface SharedStreamOptions {
  readonly runner: EventRunner;
  readonly replayEvents: number;
  /** Nobody is left, or the owner has ended it. */
  readonly onOver: () => void;
}

/** One stream of the owner for all who watch the same with the same eyes. */
export interface SharedStream {
  join(subscriber: Subscriber): void;
  leave(subscriber: Subscriber): void;
  /** Somebody's rights may have changed: looks who the viewer is now, and has the owner look too. */
  recheck(): Promise<void>;
  end(errors: readonly GraphQLFormattedError[]): void;
}

export function createSharedStream({ runner, replayEvents, onOver }: SharedStreamOptions): SharedStream {
  /** Everybody. Those in `attached` are fed from here, the others are still catching up. */
  const members = new Set<Subscriber>();
  const attached = new Set<Subscriber>();
  const catchingUp = new Set<() => void>();
  const recent = createReplayBuffer<ShownEvent>(replayEvents);
  const snapshots = createSnapshots(runner);
  const begun = Promise.withResolvers<void>();
  let hasBegun = false;
  let isOver = false;
  let openedFor: string | undefined;

  const upstream = openUpstream({
    ...runner,
    since: null,
    open: async (since) => {
      openedFor = rightsOf(await runner.currentViewer());
      return runner.open(since);
    },
    onEvent: async (event) => receive(await runner.show(event)),
    onEnd: (errors) => end(runner.presenter.ofExecution(errors)),
  });

  function receive(event: ShownEvent): void {
    if (isOver || isRepeated(event)) return;
    remember(event);
    for (const subscriber of attached) subscriber.deliver(event);
    moved();
  }

  function isRepeated({ seq, isGap }: ShownEvent): boolean {
    return seq !== undefined && !isGap && recent.last !== undefined && seq <= recent.last;
  }

  function remember(event: ShownEvent): void {
    const { seq, isGap } = event;
    // The first event is a snapshot: it stands for all up to its number, but is none of the events that led there.
    if (seq !== undefined && (isGap || recent.last === undefined)) recent.restart(seq);
    else if (seq !== undefined) recent.push(seq, event);
    hasBegun = true;
    begun.resolve();
  }

  function moved(): void {
    for (const tryAgain of catchingUp) tryAgain();
  }

  /** Feeds a subscriber from here on, if nothing is missing between what it has and what will come. */
  function attach(subscriber: Subscriber, isTrusted: boolean): boolean {
    const { position } = subscriber;
    if (position !== undefined) {
      // Told by the owner, a position may be ahead of what has arrived here; told by a client it may be anything.
      const isAhead = isTrusted && recent.last !== undefined && position > recent.last;
      if (!isAhead && !recent.covers(position)) return false;
      for (const event of recent.after(position)) subscriber.deliver(event);
    }
    if (subscriber.isOpen) attached.add(subscriber);
    return true;
  }

  async function bringIn(subscriber: Subscriber): Promise<void> {
    const isFresh = subscriber.position === undefined;
    // Whoever comes before the first event, which is a snapshot, simply waits for it; without numbers there is no other way.
    if (isFresh && !(runner.isLive && hasBegun)) {
      attach(subscriber, true);
      return;
    }
    if (isFresh) subscriber.deliver(await snapshots.take());
    else await begun.promise;
    await catchUp({
      subscriber,
      runner,
      isTrusted: isFresh,
      attach: (isTrusted) => attach(subscriber, isTrusted),
      onMoved: (tryAgain) => {
        catchingUp.add(tryAgain);
        return () => catchingUp.delete(tryAgain);
      },
    });
  }

  function leave(subscriber: Subscriber): void {
    attached.delete(subscriber);
    members.delete(subscriber);
    moved();
    if (members.size === 0) end([]);
  }

  function end(errors: readonly GraphQLFormattedError[]): void {
    if (isOver) return;
    isOver = true;
    upstream.close();
    snapshots.close();
    onOver();
    for (const subscriber of members) subscriber.end(errors);
  }

  return {
    join: (subscriber) => {
      members.add(subscriber);
      bringIn(subscriber).catch((error: unknown) => subscriber.end(runner.presenter.ofExecution(errorsOf(error))));
    },
    leave,
    recheck: async () => {
      try {
        if (rightsOf(await runner.currentViewer()) !== openedFor) upstream.restart();
      } catch (error) {
        end(runner.presenter.ofExecution(errorsOf(error)));
      }
    },
    end,
  };
}

function errorsOf(error: unknown): readonly GraphQLFormattedError[] {
  return error instanceof SubscriptionRefused ? error.errors : [{ message: error instanceof Error ? error.message : String(error) }];
}

/** What an owner decides by. A new name in the profile is no reason to open a stream again. */
function rightsOf(viewer: RequestViewer): string {
  if (viewer.kind === 'guest') return 'guest';
  const { emailVerified, memberships, operatorRole, locale }: UserViewer = viewer;
  return JSON.stringify([emailVerified, memberships, operatorRole, locale]);
}
