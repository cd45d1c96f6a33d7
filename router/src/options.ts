import type { Clock } from '@marketgraph/kernel';
import type { HttpRoute, Logger, Subgraph, ViewerSigner } from '@marketgraph/server';
import type { FetchRecord } from './data-source/sources.ts';
import type { CorsOptions } from './entrance/cors.ts';
import type { Limits } from './limits/limits.ts';
import type { RateLimit } from './limits/rate.ts';
import type { IdentityAccess } from './viewer/identity-access.ts';

/** Where a subgraph runs: in this process, or behind a list of base addresses such as `http://catalog:4002`. */
export type SourceOption =
  | { readonly kind: 'local'; readonly subgraph: Pick<Subgraph, 'execute' | 'subscribe'> }
  | { readonly kind: 'remote'; readonly urls: readonly string[] };

export interface RouterOptions {
  /** Composed and checked beforehand; never composed here. */
  readonly supergraphSdl: string;
  /** One for every subgraph of the supergraph, by its name. */
  readonly sources: Readonly<Record<string, SourceOption>>;
  /** Needed as soon as one source is remote. */
  readonly signer?: ViewerSigner;
  /** How sessions are looked up; asked of the subgraph `identity` unless given. */
  readonly identityAccess?: IdentityAccess;
  /** 127.0.0.1 unless told. */
  readonly host?: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly cors?: CorsOptions;
  readonly limits?: Partial<Limits>;
  /** Of each address and of each user, in this process; none unless given. */
  readonly rateLimit?: RateLimit;
  /** Whether clients may ask for the schema; yes unless told. */
  readonly introspection?: boolean;
  /** Addresses or CIDR ranges whose `x-forwarded-for` is believed. */
  readonly trustedProxies?: readonly string[];
  /** Answers a browser that opens `/graphql`. */
  readonly explorer?: HttpRoute['handle'];
  /** Served beside the graph: webhooks, uploads, key sets. */
  readonly routes?: readonly HttpRoute[];
  /** Told of every fetch from a subgraph: for budgets in tests and for metrics. */
  readonly onFetch?: (fetch: FetchRecord) => void;
  /** Milliseconds a fetch over the network may take; 10 seconds unless told. */
  readonly fetchTimeoutMs?: number;
  readonly log: Logger;
  readonly clock: Clock;
}
