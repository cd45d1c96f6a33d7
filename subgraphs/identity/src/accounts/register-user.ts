import { appendEvent } from '@marketgraph/bus';
import type { Viewer } from '@marketgraph/contracts';
import type { Transaction } from '@marketgraph/db';
import { fail, ok, type Id, type Result } from '@marketgraph/kernel';
import { hashPassword } from '../crypto/password-hash.ts';
import type { CommandDeps } from '../deps.ts';
import type { InvalidInput, TooManyAttempts } from '../errors.ts';
import { addressKnownMail } from '../mail/account-mails.ts';
import { mail } from '../mail/queue.ts';
import { addressPrefix } from '../sessions/address-prefix.rules.ts';
import { attempt, takeAttempts } from '../throttle/take-attempts.ts';
import { userByEmail } from './account.queries.ts';
import { users } from './account.tables.ts';
import { issueEmailCode } from './email-code.ts';
import type { PasswordTooWeak } from './password.rules.ts';
import { decodeRegistration, type Registration, type RegistrationInput } from './registration.rules.ts';

/** Answers alike for a new and a known address, after the same slow hash: nobody finds out who has an account. */
export async function registerUser(
  deps: CommandDeps,
  client: Viewer,
  input: RegistrationInput,
): Promise<Result<{ email: string }, InvalidInput | PasswordTooWeak | TooManyAttempts>> {
  const registration = decodeRegistration(input, client.locale);
  if (!registration.ok) return registration;
  const tooMany = await takeRegistrationAttempts(deps, client, registration.value.email);
  if (tooMany !== undefined) return fail(tooMany);
  const passwordHash = await hashPassword(registration.value.password);
  await deps.db.transaction((tx) => openAccount(tx, deps, { ...registration.value, passwordHash, attempted: 'ACCOUNT', traceId: client.traceId }));
  return ok({ email: registration.value.email });
}

export function takeRegistrationAttempts(deps: CommandDeps, client: Viewer, email: string): Promise<TooManyAttempts | undefined> {
  return takeAttempts(deps, [attempt(deps, 'registerByAccount', email), attempt(deps, 'registerByAddress', addressPrefix(client.clientAddress))]);
}

export interface NewAccount extends Omit<Registration, 'password'> {
  readonly passwordHash: string;
  /** What the person was doing: an owner of the address is told of it. */
  readonly attempted: 'ACCOUNT' | 'STORE';
  readonly traceId: string;
}

/** The id of the new account; `undefined` where the address has one, whose owner is then told by mail. */
export async function openAccount(tx: Transaction, deps: CommandDeps, account: NewAccount): Promise<Id<'User'> | undefined> {
  const { email, name, locale, currency, timeZone, passwordHash } = account;
  const now = deps.clock.now();
  const id = deps.ids.next('User');
  const opened = await tx
    .insert(users)
    .values({ id, email, name, locale, currency, timeZone, passwordHash, createdAt: now, updatedAt: now })
    .onConflictDoNothing({ target: users.email })
    .returning({ id: users.id });
  if (opened.length === 0) {
    const owner = await userByEmail(tx, email);
    if (owner !== undefined) await mail(tx, deps, 'address-known', email, addressKnownMail(deps.settings, { name: owner.name, attempted: account.attempted }));
    return undefined;
  }
  await issueEmailCode(tx, deps, { id, email, name });
  await appendEvent(tx, deps, { name: 'identity.user.registered', aggregateId: id, traceId: account.traceId, payload: { userId: id, email, name, locale } });
  return id;
}
