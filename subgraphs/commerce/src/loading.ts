/** For each key its row, in the order of the keys, as a DataLoader wants them; `null` where there is none. */
export function pickBy<Key extends string, Row>(keys: readonly Key[], rows: readonly Row[], keyOf: (row: Row) => Key): (Row | null)[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => byKey.get(key) ?? null);
}

/** For each key its rows, in the order of the keys; rows keep theirs. */
export function groupBy<Key extends string, Row>(keys: readonly Key[], rows: readonly Row[], keyOf: (row: Row) => Key | null): Row[][] {
  const groups = new Map<string, Row[]>(keys.map((key) => [key, []]));
  for (const row of rows) {
    const key = keyOf(row);
    if (key !== null) groups.get(key)?.push(row);
  }
  return keys.map((key) => groups.get(key) ?? []);
}
