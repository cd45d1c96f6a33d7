import type { Viewer } from '@marketgraph/contracts';
import type { Reader } from '@marketgraph/db';
import DataLoader from 'dataloader';
import { findAttempts, findDeliveries, findDeliveriesBy, findSteps } from './deliveries.queries.ts';
import type { DeliveryRow } from './deliveries.tables.ts';

type Attempt = Awaited<ReturnType<typeof findAttempts>>[number];
type Step = Awaited<ReturnType<typeof findSteps>>[number];

export interface DeliveryLoaders {
  /** Null where the viewer may not see it: the same for the root field and for references. */
  readonly delivery: DataLoader<string, DeliveryRow | null>;
  readonly ofOrder: DataLoader<string, DeliveryRow[]>;
  readonly ofVendorOrder: DataLoader<string, DeliveryRow[]>;
  readonly attempts: DataLoader<string, Attempt[]>;
  readonly steps: DataLoader<string, Step[]>;
}

export function createDeliveryLoaders(reader: Reader, viewer: Viewer): DeliveryLoaders {
  const grouped = <Row>(find: (ids: readonly string[]) => Promise<Row[]>, keyOf: (row: Row) => string) =>
    new DataLoader<string, Row[]>(async (ids) => {
      const groups = Map.groupBy(await find(ids), keyOf);
      return ids.map((id) => groups.get(id) ?? []);
    });
  return {
    delivery: new DataLoader(async (ids) => {
      const rows = new Map((await findDeliveries(reader, viewer, ids)).map((row) => [row.id, row]));
      return ids.map((id) => rows.get(id) ?? null);
    }),
    ofOrder: grouped((ids) => findDeliveriesBy(reader, viewer, 'orderId', ids), (row) => row.orderId),
    ofVendorOrder: grouped((ids) => findDeliveriesBy(reader, viewer, 'vendorOrderId', ids), (row) => row.vendorOrderId),
    attempts: grouped((ids) => findAttempts(reader, ids), (row) => row.deliveryId),
    steps: grouped((ids) => findSteps(reader, ids), (row) => row.deliveryId),
  };
}
