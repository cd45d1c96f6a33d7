/** What the test cannot go on without. */
export function must<Value>(value: Value | undefined | null, what: string): Value {
  if (value === undefined || value === null) throw new Error(`there is no ${what}`);
  return value;
}
