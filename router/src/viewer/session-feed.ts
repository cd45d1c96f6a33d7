import type { Logger } from '@marketgraph/server';
import { createBackoff } from '../backoff.ts';
import type { Stream } from '../streams.ts';
import type { IdentityAccess, SessionChange } from './identity-access.ts';

export interface SessionFeedOptions {
  readonly identity: Pick<IdentityAccess, 'sessionFeed'>;
  readonly log: Logger;
  readonly onChange: (change: SessionChange) => void;
  /** From now on, until the next snapshot, changes may go by unseen. */
  readonly onDown: () => void;
}

export interface SessionFeed {
  close(): Promise<void>;
}

/** Listens to identity for as long as the router lives, and says when it does not hear. */
export function startSessionFeed({ identity, log, onChange, onDown }: SessionFeedOptions): SessionFeed {
  const backoff = createBackoff({ firstMs: 100, longestMs: 2_000 });
  let stream: Stream<SessionChange> | undefined;
  // Said once each: identity may be away for long.
  let isUp = false;
  let isClosed = false;
  const closed = (): boolean => isClosed;

  async function listen(): Promise<void> {
    stream = await identity.sessionFeed();
    // Closing may have come while the feed was being opened.
    if (closed()) await stream.return?.();
    for await (const change of stream) {
      if (!isUp) log.info('session feed is up');
      isUp = true;
      backoff.reset();
      onChange(change);
    }
  }

  async function run(): Promise<void> {
    while (!closed()) {
      try {
        await listen();
      } catch (error) {
        if (!closed() && isUp) log.warn({ err: error }, 'session feed is down');
      }
      isUp = false;
      onDown();
      if (!closed()) await backoff.wait();
    }
  }

  const running = run();
  return {
    close: async () => {
      isClosed = true;
      backoff.cancel();
      await stream?.return?.();
      await running;
    },
  };
}
