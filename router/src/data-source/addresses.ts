import type { Clock } from '@marketgraph/kernel';

/** One copy of a subgraph. */
export interface Address {
  readonly url: URL;
  /** Failures in a row. */
  failures: number;
  /** Passed over until then, as long as another copy is well. */
  restingUntil: number;
}

export interface Addresses {
  /** Every address once, in the order to try them: well ones in turn, then the others by when they may be tried again. */
  inOrder(): Address[];
  succeeded(address: Address): void;
  failed(address: Address): void;
  isUp(): boolean;
}

const FIRST_REST = 250;
const LONGEST_REST = 5_000;

/**
 * The copies of one subgraph. An unhealthy one is skipped while others answer, and still tried when none does: a
 * subgraph that comes back is found by the very next request, without anything having been restarted.
 */
export function createAddresses(urls: readonly string[], clock: Clock): Addresses {
  if (urls.length === 0) throw new Error('a remote subgraph needs an address');
  const all = urls.map((url): Address => ({ url: new URL(url), failures: 0, restingUntil: 0 }));
  let turn = 0;
  return {
    inOrder: () => {
      const now = clock.now().getTime();
      turn = (turn + 1) % all.length;
      const rotated = [...all.slice(turn), ...all.slice(0, turn)];
      const well = rotated.filter((address) => address.restingUntil <= now);
      const resting = rotated.filter((address) => address.restingUntil > now).toSorted((a, b) => a.restingUntil - b.restingUntil);
      return [...well, ...resting];
    },
    succeeded: (address) => {
      address.failures = 0;
      address.restingUntil = 0;
    },
    failed: (address) => {
      address.failures += 1;
      address.restingUntil = clock.now().getTime() + Math.min(FIRST_REST * 2 ** (address.failures - 1), LONGEST_REST);
    },
    isUp: () => all.some((address) => address.failures === 0),
  };
}
