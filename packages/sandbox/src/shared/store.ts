import { openJournal, type Journal, type JournalEntry } from './journal.ts';

/** Plain JSON values by id, in the order in which the ids first appeared. Values are never changed in place. */
export interface Collection<Value> {
  get(id: string): Value | undefined;
  put(id: string, value: Value): void;
  delete(id: string): void;
  values(): Value[];
}

/** Everything a provider remembers. */
export interface Store {
  collection<Value>(name: string): Collection<Value>;
  /** What `work` writes reaches the journal as one line; when it throws, nothing was written at all. */
  transact<Result>(work: () => Result): Result;
  /** Runs `work` once the transaction under way is written, and never if it is undone; at once where there is none. */
  afterCommit(work: () => void): void;
  clear(): void;
  close(): void;
}

/** Journals below this many changes are not worth compacting. */
const COMPACT_FROM = 2_000;

/** Without a `path` the memory ends with the process. */
export function openStore(options: { owner: string; path: string | undefined }): Store {
  const maps = new Map<string, Map<string, unknown>>();
  const journal = options.path === undefined ? undefined : load(options.path, options.owner, maps);
  let pending: JournalEntry[] = [];
  let undo: (() => void)[] = [];
  let committed: (() => void)[] = [];
  let depth = 0;

  function write(collection: string, map: Map<string, unknown>, id: string, value: unknown): void {
    const before = map.get(id);
    undo.push(() => (before === undefined ? map.delete(id) : map.set(id, before)));
    pending.push([collection, id, value]);
    if (value === null) map.delete(id);
    else map.set(id, value);
  }

  function transact<Result>(work: () => Result): Result {
    if (depth > 0) return work();
    depth = 1;
    let after: (() => void)[] = [];
    try {
      const result = work();
      journal?.append(pending);
      after = committed;
      return result;
    } catch (error) {
      for (const revert of undo.toReversed()) revert();
      throw error;
    } finally {
      depth = 0;
      pending = [];
      undo = [];
      committed = [];
      for (const run of after) run();
    }
  }

  return {
    transact,
    afterCommit: (work) => {
      if (depth > 0) committed.push(work);
      else work();
    },
    collection: <Value>(name: string): Collection<Value> => {
      const map = mapOf(maps, name);
      return {
        get: (id) => map.get(id) as Value | undefined,
        put: (id, value) => transact(() => write(name, map, id, value)),
        delete: (id) => transact(() => write(name, map, id, null)),
        values: () => [...map.values()] as Value[],
      };
    },
    clear: () => {
      for (const map of maps.values()) map.clear();
      journal?.rewrite([]);
    },
    close: () => journal?.close(),
  };
}

function mapOf(maps: Map<string, Map<string, unknown>>, name: string): Map<string, unknown> {
  const known = maps.get(name);
  if (known !== undefined) return known;
  const map = new Map<string, unknown>();
  maps.set(name, map);
  return map;
}

function load(path: string, owner: string, maps: Map<string, Map<string, unknown>>): Journal {
  let changes = 0;
  const journal = openJournal(path, owner, ([collection, id, value]) => {
    changes += 1;
    if (value === null) mapOf(maps, collection).delete(id);
    else mapOf(maps, collection).set(id, value);
  });
  const live = [...maps.values()].reduce((sum, map) => sum + map.size, 0);
  if (changes > COMPACT_FROM && changes > 4 * live) {
    journal.rewrite([...maps].flatMap(([name, map]) => [...map].map(([id, value]): JournalEntry => [name, id, value])));
  }
  return journal;
}
