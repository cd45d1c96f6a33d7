import type { SubgraphName } from '@marketgraph/kernel';

export interface PeerCall {
  /** GraphQL text; keep it in a constant, since it is parsed once per text. */
  document: string;
  variables: Readonly<Record<string, unknown>>;
  traceId: string;
}

/** The other subgraphs, asked as a service. The same over both transports: nothing in a subgraph knows which. */
export interface Peers {
  /** Throws {@link PeerUnavailable} or {@link PeerRefused}. Never called inside a transaction. */
  request<Data>(subgraph: SubgraphName, call: PeerCall): Promise<Data>;
}

/** The other did not answer in time, could not be reached, or broke: the same call may succeed later. */
export class PeerUnavailable extends Error {
  override readonly name = 'PeerUnavailable';
  readonly retryable = true;
  readonly subgraph: SubgraphName;

  constructor(subgraph: SubgraphName, reason: string, options?: ErrorOptions) {
    super(`${subgraph} is unavailable: ${reason}`, options);
    this.subgraph = subgraph;
  }
}

/** The other understood and said no: the same call would be refused again. */
export class PeerRefused extends Error {
  override readonly name = 'PeerRefused';
  readonly retryable = false;
  readonly subgraph: SubgraphName;
  /** `extensions.code` of its first error. */
  readonly code: string;

  constructor(subgraph: SubgraphName, code: string, reason: string) {
    super(`${subgraph} refused: ${code}: ${reason}`);
    this.subgraph = subgraph;
    this.code = code;
  }
}
