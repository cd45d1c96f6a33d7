import { randomInt } from 'node:crypto';

export interface Backoff {
  /** Waits, each time about twice as long as the last. */
  wait(): Promise<void>;
  /** It worked: the next wait is short again. */
  reset(): void;
  /** Ends the wait under way. */
  cancel(): void;
}

/** Between half and all of the time, by chance: many that were cut off together must not come back together. */
export function createBackoff({ firstMs, longestMs }: { firstMs: number; longestMs: number }): Backoff {
  let next = firstMs;
  let wake: (() => void) | undefined;
  return {
    wait: () => {
      const milliseconds = randomInt(Math.ceil(next / 2), next + 1);
      next = Math.min(next * 2, longestMs);
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
    reset: () => {
      next = firstMs;
    },
    cancel: () => wake?.(),
  };
}
