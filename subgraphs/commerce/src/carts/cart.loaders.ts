import type { Viewer } from '@marketgraph/contracts';
import type { Reader } from '@marketgraph/db';
import type { Id } from '@marketgraph/kernel';
import { PeerUnavailable } from '@marketgraph/server';
import DataLoader from 'dataloader';
import { groupBy, pickBy } from '../loading.ts';
import type { Catalog } from '../peers/catalog.ts';
import { checkLine, type CheckedLine, type LiveVariant } from './cart.rules.ts';
import { selectMarkedLines, selectOwnCarts, type MarkedLine } from './cart.queries.ts';
import type { CartRow } from './cart.tables.ts';

/** A cart's lines compared with what is for sale at this moment. */
export type CartView = readonly CheckedLine<MarkedLine>[];

export interface CartLoaders {
  /** The viewer's own carts only; a guest's is reached by its token. */
  readonly cart: DataLoader<Id<'Cart'>, CartRow | null>;
  /** Asks the catalog once for all variants of a request. */
  readonly variant: DataLoader<Id<'ProductVariant'>, LiveVariant | null>;
  readonly view: DataLoader<Id<'Cart'>, CartView>;
}

export function createCartLoaders(reader: Reader, catalog: Catalog, viewer: Viewer): CartLoaders {
  const lines = new DataLoader<Id<'Cart'>, MarkedLine[]>(async (ids) => groupBy(ids, await selectMarkedLines(reader, ids), (line) => line.cartId), { cache: false });
  const variant = new DataLoader<Id<'ProductVariant'>, LiveVariant | null>(async (ids) => {
    const found = await catalog.variants(ids, viewer.traceId);
    return ids.map((id) => found.get(id) ?? null);
  });
  return {
    cart: new DataLoader(async (ids) =>
      viewer.kind === 'user' ? pickBy(ids, await selectOwnCarts(reader, viewer.userId, ids), (row) => row.id) : ids.map(() => null),
    ),
    variant,
    view: new DataLoader(async (ids) => {
      const loaded = await Promise.all(ids.map((id) => lines.load(id)));
      const variants = await known(variant, loaded.flat());
      return loaded.map((ofCart) => ofCart.map((line) => checkLine(line, variants, closedAmong(ofCart))));
    }),
  };
}

/** For commands: the same memory, so that what a command has asked for is not asked for again to answer with the cart. */
export async function variantsThrough(loader: CartLoaders['variant'], ids: readonly Id<'ProductVariant'>[]): Promise<ReadonlyMap<string, LiveVariant>> {
  const found = await Promise.all(ids.map((id) => loader.load(id)));
  return new Map(found.flatMap((variant) => (variant === null ? [] : [[variant.id, variant]])));
}

/** A cart can be looked at while the catalog is away: every line then says that it was not checked. */
async function known(loader: CartLoaders['variant'], lines: readonly MarkedLine[]): Promise<ReadonlyMap<string, LiveVariant> | undefined> {
  try {
    return await variantsThrough(
      loader,
      lines.map((line) => line.variantId),
    );
  } catch (error) {
    if (error instanceof PeerUnavailable) return undefined;
    throw error;
  }
}

function closedAmong(lines: readonly MarkedLine[]): ReadonlySet<string> {
  return new Set(lines.filter((line) => line.vendorClosed).map((line) => line.vendorId));
}
