/**
 * The outcome of a command: what a client must handle is data, never an exception.
 * Exceptions are left for bugs and for outages.
 */
export type Result<Value, Failure extends { type: string }> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: Failure };

export function ok<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

export function fail<Failure extends { type: string }>(error: Failure): { readonly ok: false; readonly error: Failure } {
  return { ok: false, error };
}

/** For the `default` of a switch over a closed union: the compiler refuses it when a case is missing. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
