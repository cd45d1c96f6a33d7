/** The last events of a stream, by number, for clients that come back. */
export interface ReplayBuffer<Event> {
  /** Whether everything behind `seq` is here (which may be nothing). */
  covers(seq: number): boolean;
  /** The events behind `seq`, oldest first. */
  after(seq: number): readonly Event[];
  push(seq: number, event: Event): void;
  /** The stream begins (again) behind `seq`: what was before does not lead up to it. */
  restart(seq: number): void;
  /** The number of the last event; `undefined` before the first. */
  readonly last: number | undefined;
}

export function createReplayBuffer<Event>(capacity: number): ReplayBuffer<Event> {
  let entries: { readonly seq: number; readonly event: Event }[] = [];
  /** Every event behind this one is in `entries`. */
  let base: number | undefined;
  let last: number | undefined;
  return {
    covers: (seq) => base !== undefined && last !== undefined && seq >= base && seq <= last,
    after: (seq) => entries.filter((entry) => entry.seq > seq).map((entry) => entry.event),
    push: (seq, event) => {
      base ??= seq - 1;
      last = seq;
      entries.push({ seq, event });
      if (entries.length <= capacity) return;
      base = entries.shift()?.seq ?? base;
    },
    restart: (seq) => {
      entries = [];
      base = seq;
      last = seq;
    },
    get last() {
      return last;
    },
  };
}
