import type { GraphQLFormattedError } from 'graphql';
import { createBackoff } from '../backoff.ts';
import type { SubgraphAnswer } from '../data-source/source.ts';
import { unavailable } from '../errors/router-error.ts';
import { SubgraphUnavailable, SubscriptionRefused } from '../errors/subgraph-errors.ts';
import { letGo, type Stream } from '../streams.ts';
import { GAP_ALIAS, SEQ_ALIAS } from './normalise.ts';

export interface UpstreamEvent {
  readonly answer: SubgraphAnswer;
  /** `undefined` on fields without numbers, and where the event itself failed. */
  readonly seq: number | undefined;
  /** A snapshot that does not follow from what came before. */
  readonly isGap: boolean;
}

export interface UpstreamOptions {
  /** The response name of the live field. */
  readonly rootKey: string;
  readonly isLive: boolean;
  readonly since: number | null;
  open(since: number | null): Promise<Stream<SubgraphAnswer>>;
  /** Called for one event after the other: the next one waits until it is done. */
  onEvent(event: UpstreamEvent): Promise<void>;
  /** It is over for good; `errors` is empty where the owner ended it. Not called after `close`. */
  onEnd(errors: readonly GraphQLFormattedError[]): void;
}

export interface Upstream {
  close(): void;
  /** Opens the stream anew from where it is, for instance because the viewer's rights have changed. */
  restart(): void;
}

/** An owner that stops ends its streams as if they were over. This many times in a row, with nothing between, is believed. */
const BELIEVED_ENDS = 3;

/**
 * A stream of the owner that is resumed behind the last event seen when it breaks. Only one that could not even be opened
 * fails at once: then the client should know, and decide for itself.
 */
export function openUpstream(options: UpstreamOptions): Upstream {
  const { rootKey, isLive, open, onEvent, onEnd } = options;
  const backoff = createBackoff({ firstMs: 50, longestMs: 5_000 });
  let last = options.since;
  let stream: Stream<SubgraphAnswer> | undefined;
  let isClosed = false;
  let isRestarting = false;
  let hasBegun = false;
  let emptyEnds = 0;

  // Functions, since the compiler would hold that no await changes them.
  const closed = (): boolean => isClosed;
  const restarting = (): boolean => isRestarting;

  async function read(): Promise<void> {
    isRestarting = false;
    stream = await open(last);
    hasBegun = true;
    if (closed() || restarting()) {
      await stream.return?.();
      return;
    }
    for await (const answer of stream) {
      if (closed() || restarting()) return;
      emptyEnds = 0;
      backoff.reset();
      const event = eventOf(answer, rootKey);
      await onEvent(event);
      last = event.seq ?? last;
    }
  }

  async function run(): Promise<void> {
    while (!closed()) {
      try {
        await read();
        if (closed()) return;
        if (restarting()) continue;
        emptyEnds += 1;
        if (!isLive || emptyEnds >= BELIEVED_ENDS) return finish([]);
      } catch (error) {
        if (closed()) return;
        if (restarting()) continue;
        if (error instanceof SubscriptionRefused) return finish(error.errors);
        if (!(error instanceof SubgraphUnavailable)) throw error;
        if (!hasBegun) return finish([unavailable(error.subgraph, [rootKey]).toJSON()]);
      }
      await backoff.wait();
    }
  }

  function finish(errors: readonly GraphQLFormattedError[]): void {
    isClosed = true;
    onEnd(errors);
  }

  function leave(): void {
    backoff.cancel();
    letGo(stream);
  }

  run().catch((error: unknown) => {
    if (!closed()) finish([{ message: error instanceof Error ? error.message : String(error) }]);
    leave();
  });

  return {
    close: () => {
      isClosed = true;
      leave();
    },
    restart: () => {
      isRestarting = true;
      leave();
    },
  };
}

function eventOf(answer: SubgraphAnswer, rootKey: string): UpstreamEvent {
  const payload = answer.data?.[rootKey] as Record<string, unknown> | null | undefined;
  const seq = payload?.[SEQ_ALIAS];
  return { answer, seq: typeof seq === 'number' ? seq : undefined, isGap: payload?.[GAP_ALIAS] === true };
}
