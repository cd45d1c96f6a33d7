import { parse } from 'postgres-array';
import type postgres from 'postgres';

/** Object ids that PostgreSQL has given these types for good. */
const ARRAY_OIDS = { integer: 1007, text: 1009, varchar: 1015, bigint: 1016, uuid: 2951, jsonb: 3807 } as const;

const READERS: Readonly<Partial<Record<keyof typeof ARRAY_OIDS, (text: string) => unknown>>> = {
  integer: Number,
  jsonb: (text) => JSON.parse(text) as unknown,
};

/**
 * Lists of the types that are used here, so that `fetch_types` can be off: postgres.js would ask each new connection's
 * server for them, and where that connection is lost meanwhile the failure has nobody to catch it and ends the process.
 * One question less for each connection, besides.
 */
export const ARRAY_TYPES: Readonly<Record<string, postgres.PostgresType<unknown>>> = Object.fromEntries(
  Object.entries(ARRAY_OIDS).map(([name, oid]) => {
    const read = READERS[name as keyof typeof ARRAY_OIDS] ?? ((text: string) => text);
    return [`${name}s`, { to: oid, from: [oid], serialize: writeArray, parse: (text: string) => parse(text, read) }];
  }),
);

/** What is no list is its text already. */
function writeArray(value: unknown): unknown {
  return Array.isArray(value) ? `{${value.map(writeItem).join()}}` : value;
}

function writeItem(item: unknown): string {
  if (item === null || item === undefined) return 'null';
  if (Array.isArray(item)) return String(writeArray(item));
  const text = typeof item === 'object' ? JSON.stringify(item) : String(item as string | number | bigint | boolean);
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}
