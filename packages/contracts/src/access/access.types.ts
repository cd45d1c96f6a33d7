import type { ServiceName } from '../viewer.ts';

/**
 * Who asks. The object asked about belongs to `buyer` and lies in the store of `owner` and `staff`; `foreignOwner` has
 * another store, `otherBuyer` bought nothing of it, `operator` is an ADMIN of the marketplace.
 */
export const ACCESS_VIEWERS = ['guest', 'buyer', 'otherBuyer', 'staff', 'owner', 'foreignOwner', 'operator'] as const;
export type AccessViewer = (typeof ACCESS_VIEWERS)[number];

/**
 * What they get. `allow`: an answer. `deny`: a refusal that says so (UNAUTHENTICATED, FORBIDDEN or a `NotAllowed`). `own`:
 * the field is open to them for objects of their own; this one answers as if it were not there.
 */
export type Access = 'allow' | 'deny' | 'own';

export type FieldAccess = Readonly<Record<AccessViewer, Access>> & {
  /** Other subgraphs and the router, asking the owner directly: all of them, none, or those named. */
  readonly service: 'allow' | 'deny' | readonly ServiceName[];
};

/** By `Query.field`, `Mutation.field` or `Subscription.field`. */
export type AccessTable = Readonly<Record<`${'Query' | 'Mutation' | 'Subscription'}.${string}`, FieldAccess>>;
