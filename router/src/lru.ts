/** A map that forgets what was not asked for longest. */
export interface Lru<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): void;
  delete(key: Key): boolean;
  clear(): void;
  entries(): IterableIterator<[Key, Value]>;
  readonly size: number;
}

export interface LruWeight<Value> {
  weigh(value: Value): number;
  /** Of all together. What weighs more alone is not kept at all. */
  readonly most: number;
}

export function createLru<Key, Value>(limit: number, weight?: LruWeight<Value>): Lru<Key, Value> {
  // A Map keeps the order of insertion: taking an entry out and in again makes it the youngest.
  const map = new Map<Key, Value>();
  let total = 0;

  function remove(key: Key): boolean {
    const value = map.get(key);
    if (value !== undefined) total -= weight?.weigh(value) ?? 0;
    return map.delete(key);
  }

  function isTooMuch(): boolean {
    return map.size > limit || (weight !== undefined && total > weight.most);
  }

  return {
    get: (key) => {
      const value = map.get(key);
      if (value === undefined) return undefined;
      map.delete(key);
      map.set(key, value);
      return value;
    },
    set: (key, value) => {
      remove(key);
      map.set(key, value);
      total += weight?.weigh(value) ?? 0;
      for (const oldest of map.keys()) {
        if (!isTooMuch()) return;
        remove(oldest);
      }
    },
    delete: remove,
    clear: () => {
      map.clear();
      total = 0;
    },
    entries: () => map.entries(),
    get size() {
      return map.size;
    },
  };
}
