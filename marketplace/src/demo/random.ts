import { createHash } from 'node:crypto';
import type { Id, IdKind } from '@marketgraph/kernel';

/** Numbers that look random and are the same for the same seed. Each part of the data draws from a stream of its own, so that one more product does not change every order. */
export interface Random {
  /** From 0 up to, not including, `limit`. */
  below(limit: number): number;
  between(low: number, high: number): number;
  pick<Item>(items: readonly Item[]): Item;
  chance(percent: number): boolean;
  /** A UUIDv7 of that moment. */
  id<Kind extends IdKind>(kind: Kind, at: Date): Id<Kind>;
}

export function createRandom(seed: string): Random {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0);
  // mulberry32: four operations a number, which a million products notice.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (limit: number): number => next() % limit;
  return {
    below,
    between: (low, high) => low + below(high - low + 1),
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
    chance: (percent) => below(100) < percent,
    id: <Kind extends IdKind>(_kind: Kind, at: Date) => {
      const time = at.getTime().toString(16).padStart(12, '0');
      const word = () => next().toString(16).padStart(8, '0');
      const [a, b, c] = [word(), word(), word()];
      const variant = (8 + (Number.parseInt(b[0] ?? '0', 16) & 3)).toString(16);
      return `${time.slice(0, 8)}-${time.slice(8)}-7${a.slice(0, 3)}-${variant}${b.slice(1, 4)}-${b.slice(4)}${c}` as Id<Kind>;
    },
  };
}
