import type { Sweeper } from '@marketgraph/bus';
import { purgeIdempotency } from '@marketgraph/db';
import { HOUR, SECOND } from '@marketgraph/kernel';
import type { CatalogDeps } from './deps.ts';
import { createImageFetcher, type ImageFetcher } from './images/image-fetcher.ts';
import { purgeImports } from './imports/purge-imports.ts';
import { createImportRunner, type ImportRunner } from './imports/run/import-runner.ts';
import { expireReservations } from './reservations/expire-reservations.ts';
import { foldWords } from './search/index/fold-words.ts';
import { refreshCategories } from './search/index/refresh-categories.ts';

/** What runs at ticks, and has to be told when the process ends. */
interface Background {
  readonly imports: Pick<ImportRunner, 'run'>;
  readonly images: Pick<ImageFetcher, 'run'>;
}

/** What catalog does by itself when its time has come. */
export function catalogSweepers(deps: CatalogDeps, { imports, images }: Background = { imports: createImportRunner(deps), images: createImageFetcher(deps) }): Sweeper[] {
  return [
    { name: 'catalog.reservation.expire', everyMs: deps.settings.reservationSweepMs, run: (now) => expireReservations(deps, now) },
    { name: 'catalog.idempotency.purge', everyMs: HOUR, run: (now) => deps.db.transaction((tx) => purgeIdempotency(tx, now)) },
    { name: 'catalog.search_word.fold', everyMs: SECOND, run: () => foldWords(deps.db) },
    { name: 'catalog.search_category.refresh', everyMs: 5 * SECOND, run: () => refreshCategories(deps.db) },
    { name: 'catalog.import.run', everyMs: 2 * SECOND, run: () => imports.run() },
    { name: 'catalog.import.purge', everyMs: HOUR, run: (now) => purgeImports(deps, now) },
    { name: 'catalog.image.fetch', everyMs: 5 * SECOND, run: (now) => images.run(now) },
    deps.live.purge,
  ];
}
