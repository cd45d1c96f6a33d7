import { asId, type Id, type IdKind } from '@marketgraph/kernel';
import { badUserInput, type Cursor } from '@marketgraph/server';

/** A cursor is the client's to change: what does not fit its list is BAD_USER_INPUT, never an error of the database. */
const strange = () => badUserInput('Not a cursor of this list.', ['after']);

export function cursorId<Kind extends IdKind>(kind: Kind, { id }: Cursor): Id<Kind> {
  return asId(kind, id.toLowerCase());
}

export function cursorTime({ key }: Cursor): Date {
  const time = typeof key === 'string' ? new Date(key) : undefined;
  if (time === undefined || Number.isNaN(time.getTime())) throw strange();
  return time;
}

export function cursorText({ key }: Cursor): string {
  if (typeof key !== 'string' || key.includes('\u0000')) throw strange();
  return key;
}

export function cursorNumber({ key }: Cursor): number {
  if (typeof key !== 'number' || !Number.isSafeInteger(key) || Math.abs(key) > 1_000_000) throw strange();
  return key;
}
