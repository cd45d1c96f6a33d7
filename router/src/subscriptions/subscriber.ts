import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { createChannel, type Stream } from '../streams.ts';

/** What a client is sent. The same object goes to all who share a stream: nobody changes it. */
export type Shown = FormattedExecutionResult;

/** One event as clients see it, with its place in the stream. */
export interface ShownEvent {
  readonly result: Shown;
  readonly seq: number | undefined;
  /** Replaces whatever was seen before, so that its number may be lower than the last one. */
  readonly isGap: boolean;
}

/** One client's end of a subscription. */
export interface Subscriber {
  readonly stream: Stream<Shown>;
  /** Passes over what this client has seen already. */
  deliver(event: ShownEvent): void;
  /** Ends the subscription; what waits is still read, then the errors, if any. */
  end(errors: readonly GraphQLFormattedError[]): void;
  /** Resolves once what was delivered has been read, or the client has left. */
  whenRead(): Promise<void>;
  /** The number of the last event delivered. */
  readonly position: number | undefined;
  readonly isOpen: boolean;
}

export interface SubscriberOptions {
  /** The last event the client says it has seen. */
  readonly position: number | undefined;
  readonly capacity: number;
  /** Told to a client that reads more slowly than events come. */
  readonly tooSlow: () => GraphQLFormattedError;
  /** Called once, whoever ended it. */
  readonly onClosed: () => void;
}

export function createSubscriber({ position: start, capacity, tooSlow, onClosed }: SubscriberOptions): Subscriber {
  let position = start;
  let isOpen = true;
  const channel = createChannel<Shown>(capacity, close);

  function close(): void {
    if (!isOpen) return;
    isOpen = false;
    onClosed();
  }

  function end(errors: readonly GraphQLFormattedError[]): void {
    if (!isOpen) return;
    // The reason must get through even where the queue is full.
    if (errors.length > 0 && !channel.push({ errors })) {
      channel.clear();
      channel.push({ errors });
    }
    channel.end();
    close();
  }

  return {
    stream: channel.stream,
    deliver: ({ result, seq, isGap }) => {
      if (!isOpen) return;
      if (seq !== undefined && position !== undefined && seq <= position && !isGap) return;
      if (seq !== undefined) position = seq;
      if (channel.push(result)) return;
      channel.clear();
      end([tooSlow()]);
    },
    end,
    whenRead: () => channel.whenRead(),
    get position() {
      return position;
    },
    get isOpen() {
      return isOpen;
    },
  };
}
