import type { Credentials, Traits } from '../viewer/authenticate.ts';

/**
 * Whose eyes see a stream. Two clients share one only if every field of every subgraph must answer them the same: what
 * is public may still depend on who looks (`viewerCanReview`) and in which language (`Money.formatted`).
 */
export function scopeOf(credentials: Credentials, traits: Traits): string {
  return credentials.kind === 'guest' ? `guest ${traits.locale}` : `session ${credentials.sessionId} ${traits.locale}`;
}

/** Variables that matter, in an order of their own. */
export function variablesKey(variables: Readonly<Record<string, unknown>>, names: ReadonlySet<string>): string {
  return JSON.stringify([...names].toSorted().map((name) => [name, canonical(variables[name])]));
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, inner]) => [name, canonical(inner)]);
}

