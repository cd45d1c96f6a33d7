import type { OperatorRole } from '@marketgraph/contracts';
import { lockRows, type Transaction } from '@marketgraph/db';
import { ok, type Id, type Result } from '@marketgraph/kernel';
import { eq } from 'drizzle-orm';
import { hashPassword } from '../crypto/password-hash.ts';
import type { CommandDeps } from '../deps.ts';
import type { InvalidInput } from '../errors.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import { publishViewersChanged } from '../sessions/live-sessions.ts';
import { userByEmail } from './account.queries.ts';
import { users } from './account.tables.ts';
import type { PasswordTooWeak } from './password.rules.ts';
import { decodeRegistration, type Registration } from './registration.rules.ts';
import { markEmailVerified } from './verify-email.ts';

/** No secrets: whoever holds the database needs nothing else. */
export type OperatorDeps = Pick<CommandDeps, 'db' | 'clock' | 'ids' | 'log'>;

export interface CreateOperatorInput {
  readonly email: string;
  readonly password: string;
  readonly role: OperatorRole;
  /** The part of the address before the `@` where none is given. */
  readonly name?: string;
}

/**
 * For whoever holds the database, by `operator create` of the command line: no field of the graph makes operators. An account that exists
 * already gets the role and the password, and is signed out everywhere. The address counts as verified.
 */
export async function createOperator(deps: OperatorDeps, input: CreateOperatorInput): Promise<Result<{ userId: Id<'User'> }, InvalidInput | PasswordTooWeak>> {
  const { email, password, role } = input;
  const decoded = decodeRegistration({ email, password, name: input.name ?? email.split('@')[0] ?? '' }, 'en');
  if (!decoded.ok) return decoded;
  const passwordHash = await hashPassword(password);
  const userId = await deps.db.transaction((tx) => saveOperator(tx, deps, decoded.value, { passwordHash, operatorRole: role }));
  deps.log.info({ userId, role }, 'operator made');
  return ok({ userId });
}

async function saveOperator(tx: Transaction, deps: OperatorDeps, person: Registration, rights: { passwordHash: string; operatorRole: OperatorRole }): Promise<Id<'User'>> {
  const now = deps.clock.now();
  const { password: _password, ...profile } = person;
  const made = await tx
    .insert(users)
    .values({ id: deps.ids.next('User'), ...profile, ...rights, emailVerifiedAt: now, createdAt: now, updatedAt: now })
    .onConflictDoNothing({ target: users.email })
    .returning({ id: users.id });
  const id = made[0]?.id;
  if (id !== undefined) return id;
  const existing = await userByEmail(tx, person.email);
  if (existing === undefined) throw new Error(`the account of ${person.email} is neither new nor there`);
  await lockRows(tx, users, [existing.id]);
  await tx.update(users).set({ ...rights, updatedAt: now }).where(eq(users.id, existing.id));
  await markEmailVerified(tx, existing.id, now);
  await endSessions(tx, deps, { userId: existing.id }, 'PASSWORD_CHANGED');
  await publishViewersChanged(tx, deps, [existing.id]);
  return existing.id;
}
