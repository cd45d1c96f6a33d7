import { insertOf, type Transaction } from '@marketgraph/db';
import { sql } from 'drizzle-orm';
import { names } from './names.tables.ts';

/** Keeps what an event calls things by. In order of id, so that two events never wait for each other in a circle. */
export async function recordNames(tx: Transaction, called: ReadonlyMap<string, string>, asOf: Date): Promise<void> {
  const rows = [...called].map(([id, name]) => ({ id, name, asOf })).toSorted((left, right) => (left.id < right.id ? -1 : 1));
  if (rows.length === 0) return;
  await tx.execute(sql`
    ${insertOf(names, rows)}
    on conflict (id) do update set name = excluded.name, as_of = excluded.as_of where ${names.asOf} <= excluded.as_of`);
}
