import type { Visitor } from './start-marketplace.ts';

export interface EventSource<Data> {
  readonly contentType: string;
  /** The next answer; undefined after the server's `complete`. */
  next(): Promise<Data | undefined>;
  close(): Promise<void>;
}

/** A subscription over server-sent events, as a client without sockets reads it. */
export async function openEventSource<Data>(url: string, visitor: Pick<Visitor, 'accessToken'> | undefined, query: string, variables: object): Promise<EventSource<Data>> {
  const aborting = new AbortController();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json', ...(visitor === undefined ? {} : { authorization: `Bearer ${visitor.accessToken}` }) },
    body: JSON.stringify({ query, variables }),
    signal: aborting.signal,
  });
  if (response.body === null) throw new Error('no body');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const readEvent = async (): Promise<string> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const event = text.slice(0, end);
        text = text.slice(end + 2);
        // Comments keep the connection alive.
        if (!event.startsWith(':')) return event;
        continue;
      }
      const { done, value } = await reader.read();
      if (done) throw new Error('the connection ended in the middle');
      text += value;
    }
  };
  return {
    contentType: response.headers.get('content-type') ?? '',
    next: async () => {
      const [kind, data] = (await readEvent()).split('\n');
      if (kind === 'event: complete') return undefined;
      const result = JSON.parse(data?.slice('data: '.length) ?? '') as { data?: Data; errors?: unknown };
      if (result.errors !== undefined || result.data === undefined) throw new Error(JSON.stringify(result));
      return result.data;
    },
    close: async () => {
      aborting.abort();
      await reader.cancel().catch(() => undefined);
    },
  };
}
