/** GraphQL knows two ways of not giving a value. Where they mean the same, this asks for both. */
export type Optional<T> = T | null | undefined;

export function isMissing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}
