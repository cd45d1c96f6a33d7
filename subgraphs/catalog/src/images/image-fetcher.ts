import type { CatalogDeps } from '../deps.ts';
import { fetchImages } from './fetch-images.ts';

/** Fetches pictures at its sweeper's ticks, until it is stopped. */
export interface ImageFetcher {
  run(now: Date): Promise<number>;
  start(): void;
  /** Ends downloads at once: one that hangs must not keep the process from ending. The sweeper's tick then ends by itself. */
  stop(): void;
}

export function createImageFetcher(deps: CatalogDeps): ImageFetcher {
  let stopping = new AbortController();
  return {
    run: (now) => fetchImages(deps, now, stopping.signal),
    start: () => {
      stopping = new AbortController();
    },
    stop: () => stopping.abort(),
  };
}
