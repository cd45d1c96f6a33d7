import { isOneOf, type Reader } from '@marketgraph/db';
import type { Id } from '@marketgraph/kernel';
import { eq, getTableColumns } from 'drizzle-orm';
import { users } from './account.tables.ts';

const { passwordHash: _secret, ...userColumns } = getTableColumns(users);

/** A person without the password hash, which only the commands that compare it read. */
export type UserRow = Omit<typeof users.$inferSelect, 'passwordHash'>;

export async function usersByIds(db: Reader, ids: readonly Id<'User'>[]): Promise<UserRow[]> {
  return ids.length === 0 ? [] : db.select(userColumns).from(users).where(isOneOf(users.id, ids));
}

export async function userByEmail(db: Reader, email: string): Promise<UserRow | undefined> {
  const [user] = await db.select(userColumns).from(users).where(eq(users.email, email));
  return user;
}

/** For a place that cannot do without: the session's person, whose row nothing deletes. */
export async function existingUser(db: Reader, id: Id<'User'>): Promise<UserRow> {
  const [user] = await usersByIds(db, [id]);
  if (user === undefined) throw new Error(`there is no user ${id}`);
  return user;
}

/** With what the stored password hash is compared. */
export async function credentials(db: Reader, by: { email: string } | { id: Id<'User'> }): Promise<(UserRow & { passwordHash: string }) | undefined> {
  const [user] = await db.select().from(users).where('email' in by ? eq(users.email, by.email) : eq(users.id, by.id));
  return user;
}
