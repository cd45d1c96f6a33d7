import { setTimeout as delay } from 'node:timers/promises';
import { connect, type Client } from './connect.ts';
import { quotedName } from './names.ts';

export interface ListenOptions {
  url: string;
  channel: string;
  onPayload: (payload: string) => void;
  onListening: () => void;
}

interface Session {
  readonly client: Client;
  /** Resolved when the connection is gone, whoever ended it. */
  readonly lost: Promise<void>;
}

const FIRST_DELAY_MS = 20;
const LONGEST_DELAY_MS = 2_000;

/**
 * A connection of its own that listens until told to stop. postgres.js has a `listen` too, but that one gives up for good,
 * without a word, when the server is still away at its first attempt to reconnect.
 */
export async function listen(options: ListenOptions): Promise<() => Promise<void>> {
  const stopped = new AbortController();
  let session = await begin(options);
  options.onListening();
  const ended = keepListening();

  async function keepListening(): Promise<void> {
    for (;;) {
      await session.lost;
      if (stopped.signal.aborted) return;
      await session.client.end({ timeout: 0 });
      const next = await beginAgain(options, stopped.signal);
      if (next === undefined) return;
      session = next;
      options.onListening();
    }
  }

  return async () => {
    stopped.abort();
    await session.client.end({ timeout: 0 });
    await ended;
  };
}

async function begin({ url, channel, onPayload }: ListenOptions): Promise<Session> {
  const lost = Promise.withResolvers<void>();
  const client = connect(url, { max: 1, lasting: true, applicationName: `listen ${channel}`, onNotify: onPayload, onClose: lost.resolve });
  try {
    await client.unsafe(`listen ${quotedName(channel)}`);
    return { client, lost: lost.promise };
  } catch (error) {
    await client.end({ timeout: 0 });
    throw error;
  }
}

/** Until the server is back, however long that takes; `undefined` once told to stop. */
async function beginAgain(options: ListenOptions, stopped: AbortSignal): Promise<Session | undefined> {
  for (let wait = FIRST_DELAY_MS; !stopped.aborted; wait = Math.min(wait * 2, LONGEST_DELAY_MS)) {
    const session = await begin(options).catch(() => undefined);
    if (session !== undefined && !stopped.aborted) return session;
    await session?.client.end({ timeout: 0 });
    await delay(wait, undefined, { signal: stopped }).catch(() => undefined);
  }
  return undefined;
}
