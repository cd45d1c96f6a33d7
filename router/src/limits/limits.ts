/** What one client may ask for. Every limit has a test that goes one over it. */
export interface Limits {
  /** Bytes of a request body, and of one message on a socket. */
  readonly bodyBytes: number;
  /** Tokens of a document, counted before it is parsed: parsing and validating cost more than the square root suggests. */
  readonly tokens: number;
  /** Brackets within brackets, of any kind, in a document: the parser recurses once for each. */
  readonly nesting: number;
  /** Fields within fields. */
  readonly depth: number;
  /** Objects an answer may hold, estimated from page sizes. */
  readonly cost: number;
  readonly aliases: number;
  readonly rootFields: number;
  /** The most that `first` or `last` may ask for. */
  readonly pageSize: number;
  /** Objects and lists within each other in the JSON of a request. */
  readonly jsonNesting: number;
  /** Values in the variables of a request. */
  readonly variableValues: number;
  readonly subscriptionsPerSocket: number;
  /** Events that wait for one slow reader before its subscription is ended. */
  readonly queuedEvents: number;
  /** Events of a shared live stream kept for clients that come back. */
  readonly replayEvents: number;
}

export const DEFAULT_LIMITS: Limits = {
  bodyBytes: 1_048_576,
  tokens: 4_000,
  nesting: 50,
  depth: 20,
  cost: 50_000,
  aliases: 100,
  rootFields: 30,
  pageSize: 100,
  jsonNesting: 32,
  variableValues: 20_000,
  subscriptionsPerSocket: 100,
  queuedEvents: 256,
  replayEvents: 32,
};
