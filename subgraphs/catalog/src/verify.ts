import type { Database } from '@marketgraph/db';
import { sql, type SQL } from 'drizzle-orm';

/** Something that must be true and is not. */
export interface BrokenRule {
  readonly rule: string;
  /** Of what it does not hold: a uuid. */
  readonly id: string;
  readonly detail: string;
}

/** By rule, a statement that finds what breaks it, as `id` and `detail`. */
export type Rules = Readonly<Record<string, SQL>>;

/** All rules in one statement, so that all of them see the same moment. */
export async function brokenRules(db: Database, rules: Rules): Promise<BrokenRule[]> {
  const queries = Object.entries(rules).map(([rule, query]) => sql`select ${rule}::text as rule, broken.id, broken.detail from (${query}) as broken`);
  const rows = await db.reader.execute<{ rule: string; id: string; detail: string }>(sql.join(queries, sql` union all `));
  return rows.map(({ rule, id, detail }) => ({ rule, id, detail }));
}
