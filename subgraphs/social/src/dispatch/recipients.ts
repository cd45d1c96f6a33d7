import type { VendorPermission } from '@marketgraph/contracts';
import { asId, decodeId, encodeId, type IdKind } from '@marketgraph/kernel';
import type { Peers } from '@marketgraph/server';
import type { Audience } from './message.ts';

export interface Recipient {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly locale: string;
}

/** Who is behind an audience; nobody where the account or the whole team is gone. */
export type Recipients = (audience: Audience) => readonly Recipient[];

type Answer = readonly (Recipient & { readonly vendorId: string | null })[];

/**
 * Asks identity once for all these audiences. Never called inside a transaction.
 *
 * @throws PeerUnavailable, PeerRefused
 */
export async function findRecipients(peers: Peers, audiences: readonly Audience[], traceId: string): Promise<Recipients> {
  const people = new Set(audiences.flatMap((audience) => ('userId' in audience ? [audience.userId] : [])));
  const teams = Map.groupBy(audiences.filter((audience) => 'vendorId' in audience), ({ permission }) => permission);
  if (people.size + teams.size === 0) return () => [];
  const permissions = [...teams.keys()].toSorted();
  const answer = await peers.request<Readonly<Record<string, Answer>>>('identity', {
    document: documentFor(permissions),
    variables: {
      people: idsOf('User', people),
      ...Object.fromEntries(permissions.map((permission) => [permission, idsOf('Vendor', new Set(teams.get(permission)?.map(({ vendorId }) => vendorId)))])),
    },
    traceId,
  });
  const found = Map.groupBy(
    Object.entries(answer).flatMap(([field, rows]) => rows.map((row) => ({ row: decoded(row), key: keyOf(field, row.vendorId === null ? row.userId : row.vendorId) }))),
    ({ key }) => key,
  );
  const byKey = (key: string): Recipient[] => (found.get(key) ?? []).map(({ row }) => row);
  return (audience) =>
    'userId' in audience
      ? byKey(keyOf('people', encodeId('User', asId('User', audience.userId))))
      : byKey(keyOf(audience.permission, encodeId('Vendor', asId('Vendor', audience.vendorId))));
}

const keyOf = (field: string, id: string): string => `${field} ${id}`;

const documents = new Map<string, string>();

/** One text for each combination of permissions, always the same: whoever answers parses it once. */
function documentFor(permissions: readonly VendorPermission[]): string {
  const key = permissions.join(' ');
  const known = documents.get(key);
  if (known !== undefined) return known;
  const fields = '{ userId email name locale vendorId }';
  const variables = permissions.map((permission) => `, $${permission}: [ID!]!`).join('');
  const teams = permissions.map((permission) => `  ${permission}: internalRecipients(userIds: [], vendorIds: $${permission}, permission: "${permission}") ${fields}\n`).join('');
  const text = `query Recipients($people: [ID!]!${variables}) {\n  people: internalRecipients(userIds: $people, vendorIds: []) ${fields}\n${teams}}`;
  documents.set(key, text);
  return text;
}

function idsOf(kind: IdKind, uuids: ReadonlySet<string>): string[] {
  return [...uuids].toSorted().map((uuid) => encodeId(kind, asId(kind, uuid)));
}

function decoded({ userId, email, name, locale }: Answer[number]): Recipient {
  const uuid = decodeId('User', userId);
  if (uuid === undefined) throw new Error(`identity names a recipient ${userId}, which is no user`);
  return { userId: uuid, email, name, locale };
}
