import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rebuildSearchIndex } from '@marketgraph/catalog';
import { createDatabase } from '@marketgraph/db';
import type { Clock, SubgraphName } from '@marketgraph/kernel';
import type { Logger } from '@marketgraph/server';
import type { SubgraphModule } from '@marketgraph/service';
import { verifyMarketplace } from '../verify/verify-marketplace.ts';
import { createDataset, DEMO_SIZES, type Sizes } from './dataset.ts';
import { DEMO_PASSWORD_HASH } from './logins.ts';

export interface SeedOptions {
  readonly modules: readonly SubgraphModule[];
  readonly urlOf: (name: SubgraphName) => string;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly sizes?: Sizes;
  readonly seed?: string;
}

/**
 * Fills an empty marketplace. Each subgraph writes its part in a transaction of its own and leaves alone what is not
 * empty. The story's moment is written down first: a start that was cut off half-way goes on with the same ids. What was
 * written went past the commands, so that the rules of money and goods are checked at the end.
 *
 * @returns whether anything was filled now
 */
export async function seedDemo({ modules, urlOf, dataDir, clock, log, sizes = DEMO_SIZES, seed = 'marketgraph' }: SeedOptions): Promise<boolean> {
  const started = performance.now();
  const data = createDataset(seed, sizes, momentOfStory(join(dataDir, 'demo.json'), clock), DEMO_PASSWORD_HASH);
  const filled = await Promise.all(
    modules.map(async (module) => {
      const db = createDatabase({ url: urlOf(module.name), maxConnections: 2 });
      try {
        return await module.loadDemo(db, data);
      } finally {
        await db.close();
      }
    }),
  );
  if (!filled.includes(true)) return false;
  await finish(urlOf);
  log.info({ products: sizes.products, milliseconds: Math.round(performance.now() - started) }, 'demo marketplace seeded');
  return true;
}

async function finish(urlOf: SeedOptions['urlOf']): Promise<void> {
  const commerce = createDatabase({ url: urlOf('commerce'), maxConnections: 2 });
  const catalog = createDatabase({ url: urlOf('catalog'), maxConnections: 2 });
  try {
    await rebuildSearchIndex(catalog);
    const breaches = await verifyMarketplace({ commerce, catalog });
    if (breaches.length > 0) throw new Error(`The demo breaks the marketplace's own rules: ${JSON.stringify(breaches.slice(0, 3))}`);
  } finally {
    await Promise.all([commerce.close(), catalog.close()]);
  }
}

function momentOfStory(path: string, clock: Clock): Date {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify({ now: clock.now().toISOString() }));
  }
  return new Date((JSON.parse(readFileSync(path, 'utf8')) as { now: string }).now);
}
