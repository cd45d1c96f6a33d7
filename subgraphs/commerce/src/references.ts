import { encodeId, type CurrencyCode, type Id, type IdKind, type Money } from '@marketgraph/kernel';

/** What is given for an object that another subgraph owns. */
export interface Reference {
  readonly __typename: string;
  readonly id: string;
}

export function reference<Kind extends IdKind>(kind: Kind, id: Id<Kind>): Reference {
  return { __typename: kind, id: encodeId(kind, id) };
}

/** The `Money` type's parent value. */
export function moneyOf(amount: bigint, { currency }: { readonly currency: CurrencyCode }): Money {
  return { amount, currency };
}
