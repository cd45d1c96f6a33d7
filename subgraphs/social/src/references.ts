import { asId, encodeId, type IdKind } from '@marketgraph/kernel';

/** What is given for an object that another subgraph owns. */
export interface Reference {
  readonly __typename: string;
  readonly id: string;
}

/** `uuid` comes from a column that holds ids of that kind. */
export function reference(kind: IdKind, uuid: string): Reference {
  return { __typename: kind, id: encodeId(kind, asId(kind, uuid)) };
}

export function referenceOrNull(kind: IdKind, uuid: string | null): Reference | null {
  return uuid === null ? null : reference(kind, uuid);
}
