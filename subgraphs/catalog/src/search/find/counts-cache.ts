import { SECOND, type Clock } from '@marketgraph/kernel';

/** Answers of a few seconds ago, and those that are being worked out. */
export interface CountsCache<T> {
  get(name: string, read: () => Promise<T>): Promise<T>;
}

const KEPT = 5 * SECOND;
const MOST_KEPT = 1_000;

/** Counting ten thousand matches costs more than all else together, and everybody asks for the same broad things. */
export function createCountsCache<T>(clock: Clock): CountsCache<T> {
  const kept = new Map<string, { readonly answer: Promise<T>; readonly until: number }>();
  return {
    get: (name, read) => {
      const now = clock.now().getTime();
      const known = kept.get(name);
      if (known !== undefined && known.until > now) return known.answer;
      if (kept.size >= MOST_KEPT) kept.clear();
      const answer = read();
      kept.set(name, { answer, until: now + KEPT });
      answer.catch(() => kept.delete(name));
      return answer;
    },
  };
}
