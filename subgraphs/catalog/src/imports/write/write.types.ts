import type { CurrencyCode } from '@marketgraph/kernel';
import type { ProductPlan } from '../plan/plan.types.ts';

/** Whose import it is, and what everything that it writes refers to. */
export interface ImportOwner {
  readonly importId: string;
  readonly vendorId: string;
  /** The vendor's default one. */
  readonly warehouseId: string;
  readonly currency: CurrencyCode;
  readonly actorId: string;
  readonly traceId: string;
}

/** A plan with the id of its product, which a new one has got by now. */
export interface PlacedPlan {
  readonly plan: ProductPlan;
  readonly productId: string;
}

/** By product, the ids of its pictures by their addresses, as they are after the import. */
export type ImageIds = ReadonlyMap<string, ReadonlyMap<string, string>>;
