import { z } from 'zod';
import { badUserInput } from '../errors/errors.ts';

/** What rows are sorted by, as JSON keeps it: times as RFC 3339, bigints as text, several columns as a list. */
export type CursorKey = string | number | readonly (string | number)[];

/** A place in a sorted list. */
export interface Cursor {
  readonly key: CursorKey;
  /** Breaks ties: a uuid. */
  readonly id: string;
}

const part = z.union([z.string().max(1_000), z.number()]);
const cursorFormat = z.strictObject({ s: z.string(), k: z.union([part, z.array(part).max(8)]), i: z.guid() });
const LONGEST = 4_000;

/** Opaque to clients: base64url of the sort's name, its key and the id. */
export function encodeCursor({ sort, key, id }: Cursor & { sort: string }): string {
  return Buffer.from(JSON.stringify({ s: sort, k: key, i: id })).toString('base64url');
}

/** BAD_USER_INPUT for a cursor of another sort (it would start at a place that means nothing in this one) and for junk. */
export function decodeCursor(text: string, sort: string): Cursor {
  const cursor = text.length > LONGEST ? undefined : cursorFormat.safeParse(parseJson(Buffer.from(text, 'base64url').toString('utf8'))).data;
  if (cursor === undefined) throw badUserInput('Not a cursor of this list.', ['after']);
  if (cursor.s !== sort) throw badUserInput(`The cursor belongs to the sort ${cursor.s}, the list is sorted by ${sort}.`, ['after']);
  return { key: cursor.k, id: cursor.i };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
