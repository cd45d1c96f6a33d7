import type { Sweeper } from '@marketgraph/bus';
import { purgeIdempotency } from '@marketgraph/db';
import { HOUR, SECOND } from '@marketgraph/kernel';
import type { CatalogDeps } from './deps.ts';
import { fetchImages } from './images/fetch-images.ts';
import { purgeImports } from './imports/purge-imports.ts';
import { createImportRunner, type ImportRunner } from './imports/run/import-runner.ts';
import { expireReservations } from './reservations/expire-reservations.ts';
import { foldWords } from './search/index/fold-words.ts';
import { refreshCategories } from './search/index/refresh-categories.ts';

/** What catalog does by itself when its time has come. */
export function catalogSweepers(deps: CatalogDeps, imports: Pick<ImportRunner, 'run'> = createImportRunner(deps)): Sweeper[] {
  return [
    { name: 'catalog.reservation.expire', everyMs: deps.settings.reservationSweepMs, run: (now) => expireReservations(deps, now) },
    { name: 'catalog.idempotency.purge', everyMs: HOUR, run: (now) => deps.db.transaction((tx) => purgeIdempotency(tx, now)) },
    { name: 'catalog.search_word.fold', everyMs: SECOND, run: () => foldWords(deps.db) },
    { name: 'catalog.search_category.refresh', everyMs: 5 * SECOND, run: () => refreshCategories(deps.db) },
    { name: 'catalog.import.run', everyMs: 2 * SECOND, run: () => imports.run() },
    { name: 'catalog.import.purge', everyMs: HOUR, run: (now) => purgeImports(deps, now) },
    { name: 'catalog.image.fetch', everyMs: 5 * SECOND, run: (now) => fetchImages(deps, now) },
    deps.live.purge,
  ];
}
