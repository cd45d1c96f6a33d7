import type { SubgraphName } from '@marketgraph/kernel';
import { PeerRefused, PeerUnavailable } from './peers.ts';

/** The part of an execution result that both transports have in common. */
export interface PeerAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[] | undefined;
}

/**
 * A masked error is the other's outage or bug, and is worth another try either way; all other codes are a refusal.
 * Partial data is of no use: a peer's call is one step of a command or a process.
 */
export function readAnswer(subgraph: SubgraphName, { data, errors }: PeerAnswer): unknown {
  const refusal = errors?.find((error) => codeOf(error) !== 'INTERNAL');
  if (refusal !== undefined) throw new PeerRefused(subgraph, codeOf(refusal), refusal.message);
  if (errors !== undefined && errors.length > 0) throw new PeerUnavailable(subgraph, 'it met an internal error');
  if (data === undefined || data === null) throw new PeerUnavailable(subgraph, 'it answered without data');
  return data;
}

function codeOf({ extensions }: { extensions?: Readonly<Record<string, unknown>> }): string {
  const code = extensions?.['code'];
  return typeof code === 'string' ? code : 'INTERNAL';
}
