/**
 * For `jsonb` columns that keep what a process knows: JSON has neither bigint nor Date, so both are written as an object
 * with one key that no value of ours has.
 */
export function toStored(value: unknown): unknown {
  if (typeof value === 'bigint') return { $bigint: value.toString() };
  if (value instanceof Date) return { $date: value.toISOString() };
  if (Array.isArray(value)) return value.map(toStored);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, toStored(part)]));
}

/** The inverse of {@link toStored}. The type is the writer's promise: only values written by it are read. */
export function fromStored<Value>(stored: unknown): Value {
  return revive(stored) as Value;
}

function revive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revive);
  if (value === null || typeof value !== 'object') return value;
  if ('$bigint' in value && typeof value.$bigint === 'string') return BigInt(value.$bigint);
  if ('$date' in value && typeof value.$date === 'string') return new Date(value.$date);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, revive(part)]));
}
