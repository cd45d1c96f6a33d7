import type { Viewer } from '@marketgraph/contracts';
import { encodeId, type Id } from '@marketgraph/kernel';
import type { Harness } from './harness.ts';

const FIELDS = 'id kind title body createdAt readAt vendor { id } order { id } vendorOrder { id } delivery { id } product { id } review { id }';

interface Linked {
  readonly id: string;
}

export interface NotificationData {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly body: string;
  readonly createdAt: string;
  readonly readAt: string | null;
  readonly vendor: Linked | null;
  readonly order: Linked | null;
  readonly vendorOrder: Linked | null;
  readonly delivery: Linked | null;
  readonly product: Linked | null;
  readonly review: Linked | null;
}

interface ListData {
  readonly notifications: { nodes: NotificationData[]; edges: { cursor: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } | null;
  readonly notificationUnreadCount: number | null;
}

export async function list({ client }: Harness, viewer: Viewer, vendorId: Id<'Vendor'> | null = null, args: { unreadOnly?: boolean; first?: number; after?: string } = {}): Promise<ListData> {
  const document = `query ($vendorId: ID, $unreadOnly: Boolean! = false, $first: Int, $after: String) {
    notifications(vendorId: $vendorId, unreadOnly: $unreadOnly, first: $first, after: $after) { nodes { ${FIELDS} } edges { cursor } pageInfo { hasNextPage endCursor } }
    notificationUnreadCount(vendorId: $vendorId) }`;
  return client.as(viewer).query(document, { vendorId: vendorId === null ? null : encodeId('Vendor', vendorId), ...args });
}

export async function kinds(harness: Harness, viewer: Viewer, vendorId: Id<'Vendor'> | null = null): Promise<string[]> {
  return (await list(harness, viewer, vendorId)).notifications?.nodes.map(({ kind }) => kind) ?? [];
}

export async function markRead({ client }: Harness, viewer: Viewer, id: string): Promise<{ __typename: string; notification?: NotificationData }> {
  const document = `mutation ($input: NotificationMarkReadInput!) { notificationMarkRead(input: $input) { __typename ... on NotificationMarkReadSuccess { notification { ${FIELDS} } } } }`;
  return (await client.as(viewer).mutate<{ notificationMarkRead: { __typename: string } }>(document, { input: { id } })).notificationMarkRead;
}

export async function markAll({ client }: Harness, viewer: Viewer, vendorId: Id<'Vendor'> | null = null): Promise<{ __typename: string; markedCount?: number }> {
  const document = 'mutation ($input: NotificationMarkAllReadInput!) { notificationMarkAllRead(input: $input) { __typename ... on NotificationMarkAllReadSuccess { markedCount } } }';
  const input = { vendorId: vendorId === null ? null : encodeId('Vendor', vendorId) };
  return (await client.as(viewer).mutate<{ notificationMarkAllRead: { __typename: string } }>(document, { input })).notificationMarkAllRead;
}

export async function discard({ client }: Harness, viewer: Viewer, id: string): Promise<{ __typename: string; notificationId?: string }> {
  const document = 'mutation ($input: NotificationDeleteInput!) { notificationDelete(input: $input) { __typename ... on NotificationDeleteSuccess { notificationId } } }';
  return (await client.as(viewer).mutate<{ notificationDelete: { __typename: string } }>(document, { input: { id } })).notificationDelete;
}

export interface UpdateData {
  readonly seq: number;
  readonly gap: boolean;
  readonly snapshot: boolean;
  readonly change: string;
  readonly notification: { id: string; kind: string; title: string } | null;
  readonly unreadCount: number;
}

const UPDATE = '{ seq gap snapshot change notification { id kind title } unreadCount }';

export function watchOwn({ client }: Harness, viewer: Viewer, since: number | null = null) {
  return client.as(viewer).subscribe<{ notificationReceived: UpdateData }>(`subscription ($since: Int) { notificationReceived(since: $since) ${UPDATE} }`, { since });
}

export function watchTeam({ client }: Harness, viewer: Viewer, vendorId: Id<'Vendor'>, since: number | null = null) {
  return client
    .as(viewer)
    .subscribe<{ vendorNotificationReceived: UpdateData }>(`subscription ($vendorId: ID!, $since: Int) { vendorNotificationReceived(vendorId: $vendorId, since: $since) ${UPDATE} }`, {
      vendorId: encodeId('Vendor', vendorId),
      since,
    });
}
