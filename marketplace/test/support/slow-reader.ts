import { WebSocket } from 'ws';

export interface SlowReader<Data> {
  /** Whether the first answer has come. */
  readonly hasBegun: () => boolean;
  /** From here on nothing is read any more. */
  stopReading(): void;
  /** Reads what was sent meanwhile. */
  readOn(): void;
  readonly received: readonly Data[];
  /** The code of the error that ended the subscription. */
  readonly endedWith: () => string | undefined;
  close(): void;
}

interface Message<Data> {
  readonly type: string;
  readonly payload?: { readonly data?: Data; readonly errors?: readonly { readonly extensions: { readonly code: string } }[] };
}

/** A client on a bad line: its socket is open, and for a while it takes nothing from it. */
export function openSlowReader<Data>(url: string, query: string, variables: object): SlowReader<Data> {
  const messages: Message<Data>[] = [];
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  socket.on('open', () => socket.send('{"type":"connection_init"}'));
  socket.on('message', (text) => {
    const message = JSON.parse(String(text)) as Message<Data>;
    messages.push(message);
    if (message.type === 'connection_ack') socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query, variables } }));
  });
  return {
    hasBegun: () => messages.some(({ type }) => type === 'next'),
    stopReading: () => socket.pause(),
    readOn: () => socket.resume(),
    get received() {
      return messages.flatMap(({ payload }) => payload?.data ?? []);
    },
    endedWith: () => (messages.at(-1)?.type === 'complete' ? messages.at(-2)?.payload?.errors?.[0]?.extensions.code : undefined),
    close: () => socket.terminate(),
  };
}
