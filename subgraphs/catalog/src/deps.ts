import type { SubgraphDeps } from '@marketgraph/bus';
import type { ImageNetwork } from './images/image-network.ts';

export interface CatalogSettings {
  /** How often reservations whose time is over are given back. */
  readonly reservationSweepMs: number;
}

/** What catalog is given by whoever starts it. */
export interface CatalogDeps extends SubgraphDeps {
  readonly settings: CatalogSettings;
  /** How pictures are reached: the public internet unless whoever composes the program gives another. */
  readonly network?: ImageNetwork;
}

/** What commands need of it; whatever they do with the database they do with the transaction they are handed. */
export type WriteDeps = Pick<CatalogDeps, 'clock' | 'ids' | 'log'>;
