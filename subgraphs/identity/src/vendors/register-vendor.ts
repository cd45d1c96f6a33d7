import type { UserViewer, Viewer } from '@marketgraph/contracts';
import type { Transaction } from '@marketgraph/db';
import { fail, ok, type Id, type Result } from '@marketgraph/kernel';
import { openAccount, takeRegistrationAttempts } from '../accounts/register-user.ts';
import type { PasswordTooWeak } from '../accounts/password.rules.ts';
import { decodeRegistration, type RegistrationInput } from '../accounts/registration.rules.ts';
import { hashPassword } from '../crypto/password-hash.ts';
import type { CommandDeps } from '../deps.ts';
import { invalidInput, type InvalidInput, type TooManyAttempts } from '../errors.ts';
import { vendorMembers } from '../team/team.tables.ts';
import { attempt, takeAttempts } from '../throttle/take-attempts.ts';
import { slugOf } from './slug.rules.ts';
import { decodeNewVendor, type NewVendor, type NewVendorInput } from './vendor-details.rules.ts';
import type { VendorRow } from './vendor.queries.ts';
import { vendors } from './vendor.tables.ts';
import { savePickupAddress } from './save-pickup-address.ts';
import { findFreeSlug, slugTaken, type VendorSlugTaken } from './vendor-slug.ts';
import { isMissing } from '../optional.ts';

export interface RegisterVendorInput extends NewVendorInput {
  readonly account?: RegistrationInput | null | undefined;
}

type Registered = { readonly vendor: VendorRow | null; readonly email: string | null };
type Failure = InvalidInput | PasswordTooWeak | VendorSlugTaken | TooManyAttempts;

/** An application for a store, by a person who is signed in or together with a new account. No event: nobody acts on it before a decision. */
export async function registerVendor(deps: CommandDeps, client: Viewer, input: RegisterVendorInput): Promise<Result<Registered, Failure>> {
  const vendor = decodeNewVendor(input);
  if (!vendor.ok) return vendor;
  const { account } = input;
  if (client.kind === 'user') {
    if (!isMissing(account)) return fail(invalidInput('You are signed in: the store is yours.', 'account'));
    return registerForUser(deps, client, vendor.value);
  }
  if (isMissing(account)) return fail(invalidInput('Sign in, or say who will own the store.', 'account'));
  return registerWithAccount(deps, client, account, vendor.value);
}

async function registerForUser(deps: CommandDeps, actor: UserViewer, vendor: NewVendor): Promise<Result<Registered, Failure>> {
  const tooMany = await takeAttempts(deps, [attempt(deps, 'vendorByUser', actor.userId)]);
  if (tooMany !== undefined) return fail(tooMany);
  const taken = await slugTaken(deps.db.reader, vendor.slug);
  if (taken !== undefined) return fail(taken);
  const made = await deps.db.transaction((tx) => insertVendor(tx, deps, vendor, actor.userId));
  return ok({ vendor: made, email: null });
}

/**
 * Whether the address was known shows nowhere: the answer names no vendor, and an application occupies no slug. The
 * person finds the store after signing in.
 */
async function registerWithAccount(deps: CommandDeps, client: Viewer, account: RegistrationInput, vendor: NewVendor): Promise<Result<Registered, Failure>> {
  const registration = decodeRegistration(account, client.locale, ['account']);
  if (!registration.ok) return registration;
  const { email, password } = registration.value;
  const tooMany = await takeRegistrationAttempts(deps, client, email);
  if (tooMany !== undefined) return fail(tooMany);
  const taken = await slugTaken(deps.db.reader, vendor.slug);
  if (taken !== undefined) return fail(taken);
  const passwordHash = await hashPassword(password);
  await deps.db.transaction(async (tx) => {
    const userId = await openAccount(tx, deps, { ...registration.value, passwordHash, attempted: 'STORE', traceId: client.traceId });
    if (userId !== undefined) await insertVendor(tx, deps, vendor, userId);
  });
  return ok({ vendor: null, email });
}

async function insertVendor(tx: Transaction, deps: CommandDeps, vendor: NewVendor, ownerId: Id<'User'>): Promise<VendorRow> {
  const now = deps.clock.now();
  const { pickupAddress, description = '', slug, ...details } = vendor;
  const id = deps.ids.next('Vendor');
  const [made] = await tx
    .insert(vendors)
    .values({
      ...details,
      id,
      description,
      slug: slug ?? (await findFreeSlug(tx, slugOf(vendor.name))),
      status: 'PENDING',
      statusReason: '',
      statusChangedAt: now,
      createdAt: now,
      updatedAt: now,
    })
    .returning();
  if (made === undefined) throw new Error(`vendor ${id} was not stored`);
  await tx.insert(vendorMembers).values({ id: deps.ids.next('VendorMember'), vendorId: id, userId: ownerId, role: 'OWNER', joinedAt: now });
  if (pickupAddress !== undefined) await savePickupAddress(tx, deps, id, pickupAddress);
  return made;
}
