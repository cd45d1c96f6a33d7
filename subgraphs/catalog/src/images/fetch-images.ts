import { rowsOf } from '@marketgraph/db';
import { addMilliseconds, MINUTE } from '@marketgraph/kernel';
import { and, asc, eq, isNotNull, lte, or, isNull, sql } from 'drizzle-orm';
import type { CatalogDeps } from '../deps.ts';
import { productImages } from '../products/product.tables.ts';
import { downloadImage, type Download } from './download-image.ts';
import { imageFetches } from './image-fetch.tables.ts';
import { publicInternet } from './image-network.ts';

type FetchDeps = Pick<CatalogDeps, 'db' | 'clock' | 'ids' | 'log' | 'crash' | 'network'>;

/** Taken at once, and fetched at the same time; then the next. */
const AT_ONCE = 8;
const MOST_A_RUN = 200;
const MOST_TRIES = 5;
/** Longer than a download may take; after a crash its picture is due again when this has passed. */
const LEASE_MS = MINUTE;

interface Claimed {
  readonly imageId: string;
  readonly sourceUrl: string;
  readonly tries: number;
}

/**
 * Fetches pictures that are PENDING and due, whoever put them there. READY means that the address leads to a picture whose
 * kind and size are known; FAILED, that it does not, and why. Nothing is called within a transaction. `stop` ends it at
 * once; what was under way is tried again by whoever comes next.
 */
export async function fetchImages(deps: FetchDeps, now: Date, stop: AbortSignal): Promise<number> {
  let count = 0;
  while (count < MOST_A_RUN && !stop.aborted) {
    const claimed = await claimImages(deps, now);
    if (claimed.length === 0) return count;
    deps.crash.point('image.after-claimed');
    await Promise.all(claimed.map((image) => fetchImage(deps, image, stop)));
    count += claimed.length;
  }
  return count;
}

function claimImages(deps: FetchDeps, now: Date): Promise<Claimed[]> {
  return deps.db.transaction(async (tx) => {
    const due = await tx
      .select({ imageId: productImages.id, sourceUrl: productImages.sourceUrl, tries: imageFetches.tries })
      .from(productImages)
      .leftJoin(imageFetches, eq(imageFetches.imageId, productImages.id))
      .where(and(eq(productImages.state, 'PENDING'), or(isNull(imageFetches.imageId), and(isNotNull(imageFetches.dueAt), lte(imageFetches.dueAt, now)))))
      .orderBy(asc(sql`coalesce(${imageFetches.dueAt}, ${productImages.createdAt})`), asc(productImages.id))
      .limit(AT_ONCE)
      .for('no key update', { of: productImages, skipLocked: true });
    if (due.length === 0) return [];
    const claimed = due.map(({ imageId, sourceUrl, tries }) => ({ imageId, sourceUrl, tries: (tries ?? 0) + 1 }));
    const rows = claimed.map(({ imageId, tries }) => ({ image_id: imageId, tries }));
    await tx.execute(sql`
      insert into ${imageFetches} (image_id, tries, due_at)
      select image_id, tries, ${addMilliseconds(now, LEASE_MS).toISOString()}::timestamptz from ${rowsOf(rows, 'image_id uuid, tries integer')}
      on conflict (image_id) do update set tries = excluded.tries, due_at = excluded.due_at`);
    return claimed;
  });
}

async function fetchImage(deps: FetchDeps, image: Claimed, stop: AbortSignal): Promise<void> {
  const result = await downloadImage(deps.network ?? publicInternet, image.sourceUrl, { stop });
  deps.crash.point('image.after-fetched');
  await settle(deps, image, result);
}

/** Only where the picture still is the one that was claimed: it may be gone, or in other hands after a long pause. */
async function settle(deps: FetchDeps, { imageId, tries }: Claimed, result: Download): Promise<void> {
  const now = deps.clock.now();
  await deps.db.transaction(async (tx) => {
    const [own] = await tx.select({ id: imageFetches.imageId }).from(imageFetches).where(and(eq(imageFetches.imageId, imageId), eq(imageFetches.tries, tries), isNotNull(imageFetches.dueAt))).for('update');
    if (own === undefined) return;
    if (result.kind === 'stopped') {
      await tx.update(imageFetches).set({ tries: tries - 1, dueAt: now }).where(eq(imageFetches.imageId, imageId));
    } else if (result.kind === 'done') {
      const { contentType, width, height, byteSize, etag } = result.image;
      await tx.update(imageFetches).set({ dueAt: null, contentType, width, height, byteSize, etag, fetchedAt: now }).where(eq(imageFetches.imageId, imageId));
      await tx.update(productImages).set({ state: 'READY', failure: null }).where(eq(productImages.id, imageId));
    } else if (result.isFinal || tries >= MOST_TRIES) {
      await tx.update(imageFetches).set({ dueAt: null }).where(eq(imageFetches.imageId, imageId));
      await tx.update(productImages).set({ state: 'FAILED', failure: result.reason }).where(eq(productImages.id, imageId));
    } else {
      await tx.update(imageFetches).set({ dueAt: addMilliseconds(now, backoffMs(tries)) }).where(eq(imageFetches.imageId, imageId));
      await tx.update(productImages).set({ failure: result.reason }).where(eq(productImages.id, imageId));
    }
  });
}

/** 1, 4, 16 and 64 minutes: a shop that moves its pictures is back within the hour. */
function backoffMs(tries: number): number {
  return 4 ** (tries - 1) * MINUTE;
}
