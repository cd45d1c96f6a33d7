import type { Params } from './params.ts';
import type { StripeWorld } from './world.ts';

/** One request to an endpoint, decoded. */
export interface Call {
  /** The first named segment of the path. */
  readonly id: string;
  readonly params: Params;
  /** From a buyer's app: a publishable key and a client secret instead of the secret key. */
  readonly publishable: boolean;
}

export interface Reply {
  readonly status: number;
  readonly body: object;
}

export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** Top-level parameters it knows, besides `expand`. */
  readonly parameters: readonly string[];
  /** May buyers' apps call it? */
  readonly publishable?: boolean;
  /** Runs in a transaction: what it wrote is undone when it throws. */
  handle(world: StripeWorld, call: Call): Reply;
}

export function ok(body: object): Reply {
  return { status: 200, body };
}
