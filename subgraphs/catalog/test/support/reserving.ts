import { encodeId, MINUTE, type Id } from '@marketgraph/kernel';
import { service } from '@marketgraph/testing';
import type { Harness } from './harness.ts';

export type ReserveAnswer = { __typename: string; [field: string]: unknown };

const CREATE = `mutation($key: ID!, $lines: [InternalReservationLine!]!, $expiresAt: DateTime!) {
  internalReservationCreate(key: $key, lines: $lines, expiresAt: $expiresAt) {
    __typename
    ... on InternalReservationCreateSuccess { reservation { key state expiresAt } }
    ... on InternalStockInsufficient { code lines { variantId requested available } }
    ... on IdempotencyConflict { code message }
  }
}`;

/** As commerce asks for it: for a quarter of an hour unless told. */
export async function reserve({ client, deps }: Harness, key: Id<'Checkout'>, lines: [Id<'ProductVariant'>, number][], expiresAt?: Date): Promise<ReserveAnswer> {
  const data = await client.as(service('commerce')).mutate<{ internalReservationCreate: ReserveAnswer }>(CREATE, {
    key: encodeId('Checkout', key),
    lines: lines.map(([variantId, quantity]) => ({ variantId: encodeId('ProductVariant', variantId), quantity })),
    expiresAt: (expiresAt ?? new Date(deps.clock.now().getTime() + 15 * MINUTE)).toISOString(),
  });
  return data.internalReservationCreate;
}

export async function release({ client }: Harness, key: Id<'Checkout'>): Promise<unknown> {
  const document = 'mutation($key: ID!) { internalReservationRelease(key: $key) { state } }';
  const data = await client.as(service('commerce')).mutate<{ internalReservationRelease: unknown }>(document, { key: encodeId('Checkout', key) });
  return data.internalReservationRelease;
}

export async function extend({ client }: Harness, key: Id<'Checkout'>, expiresAt: Date): Promise<unknown> {
  const document = 'mutation($key: ID!, $expiresAt: DateTime!) { internalReservationExtend(key: $key, expiresAt: $expiresAt) { state expiresAt } }';
  const data = await client.as(service('commerce')).mutate<{ internalReservationExtend: unknown }>(document, { key: encodeId('Checkout', key), expiresAt: expiresAt.toISOString() });
  return data.internalReservationExtend;
}
