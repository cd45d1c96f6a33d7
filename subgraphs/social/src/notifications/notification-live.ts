import type { JsonObject } from '@marketgraph/server';

export type NotificationChange = 'SNAPSHOT' | 'RECEIVED' | 'READ' | 'DELETED';

/** What events of a list of notifications carry: ids only, the rest is read when a subscriber is told. */
export interface ListChange extends JsonObject {
  readonly change: NotificationChange;
  /** Null where it concerns the whole list. */
  readonly notificationId: string | null;
  /** Who of a team may hear of it; null in lists of one person. */
  readonly permission: string | null;
  /** The one member of a team whom it concerns; null where it concerns everybody. */
  readonly memberId: string | null;
}

export const SNAPSHOT: ListChange = { change: 'SNAPSHOT', notificationId: null, permission: null, memberId: null };

export function personTopic(userId: string): string {
  return `person-notifications:${userId}`;
}

export function teamTopic(vendorId: string): string {
  return `team-notifications:${vendorId}`;
}
