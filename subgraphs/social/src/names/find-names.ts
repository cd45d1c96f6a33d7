import { isOneOf, type Reader } from '@marketgraph/db';
import { names } from './names.tables.ts';

/** What people call the thing with this id; undefined where no event has told of it yet. */
export type Names = (id: string) => string | undefined;

/** One statement, or none. */
export async function findNames(reader: Reader, ids: ReadonlySet<string>): Promise<Names> {
  const rows = ids.size === 0 ? [] : await reader.select().from(names).where(isOneOf(names.id, ids));
  const byId = new Map(rows.map(({ id, name }) => [id, name]));
  return (id) => byId.get(id);
}
