import type { Viewer } from '@marketgraph/contracts';
import type { Reader } from '@marketgraph/db';
import DataLoader from 'dataloader';
import { listFor } from './notification-list.rules.ts';
import { countUnread, findNotifications, type NotificationRow } from './notification.queries.ts';
import type { Id } from '@marketgraph/kernel';

export interface NotificationLoaders {
  /** Null where the viewer may not see it, or has taken it off the list: the same for references. */
  readonly notification: DataLoader<string, NotificationRow | null>;
  /** By vendor; the empty text stands for the viewer's own. Null where it is not the viewer's list. */
  readonly unreadCount: DataLoader<Id<'Vendor'> | '', number | null>;
}

export function createNotificationLoaders(reader: Reader, viewer: Viewer): NotificationLoaders {
  return {
    notification: new DataLoader(async (ids) => {
      const rows = new Map((await findNotifications(reader, viewer, ids)).map((row) => [row.id, row]));
      return ids.map((id) => rows.get(id) ?? null);
    }),
    // One statement a list: an operation asks for one or two of them.
    unreadCount: new DataLoader((vendorIds) =>
      Promise.all(
        vendorIds.map((vendorId) => {
          const list = listFor(viewer, vendorId === '' ? null : vendorId);
          return list === null ? null : countUnread(reader, list);
        }),
      ),
    ),
  };
}
