import { operatorMay, vendorsWith, type UserViewer } from '@marketgraph/contracts';
import type { Id } from '@marketgraph/kernel';
import { and, eq, inArray, isNotNull, or, sql, type SQL } from 'drizzle-orm';
import type { OrderParty } from './order.rules.ts';
import { vendorOrders, type VendorOrderRow } from './order.tables.ts';

/** Somebody who acts on orders, and in which roles. */
export interface OrderActor {
  readonly userId: Id<'User'>;
  readonly traceId: string;
  /** Vendors whose orders the actor manages. */
  readonly vendorIds: readonly Id<'Vendor'>[];
  readonly operator: boolean;
}

export function orderActor(viewer: UserViewer): OrderActor {
  return {
    userId: viewer.userId,
    traceId: viewer.traceId,
    vendorIds: vendorsWith(viewer, 'manage_orders'),
    operator: operatorMay(viewer, 'manage_orders'),
  };
}

/** The vendor orders on which the actor acts as one of the parties: part of the SQL, so that a foreign one is a missing one. */
export function actsOn(actor: OrderActor, parties: readonly OrderParty[]): SQL {
  const ways: SQL[] = [];
  if (parties.includes('BUYER')) ways.push(eq(vendorOrders.buyerId, actor.userId));
  if (parties.includes('VENDOR')) ways.push(and(inArray(vendorOrders.vendorId, [...actor.vendorIds]), isNotNull(vendorOrders.placedAt)) ?? sql`false`);
  if (parties.includes('OPERATOR') && actor.operator) ways.push(sql`true`);
  return or(...ways) ?? sql`false`;
}

/** In which roles the actor stands to this vendor order. */
export function partiesOf(actor: OrderActor, row: Pick<VendorOrderRow, 'buyerId' | 'vendorId' | 'placedAt'>): OrderParty[] {
  const parties: OrderParty[] = [];
  if (row.buyerId === actor.userId) parties.push('BUYER');
  if (row.placedAt !== null && actor.vendorIds.includes(row.vendorId)) parties.push('VENDOR');
  if (actor.operator) parties.push('OPERATOR');
  return parties;
}
