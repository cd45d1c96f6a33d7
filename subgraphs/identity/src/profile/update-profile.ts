import type { UserViewer } from '@marketgraph/contracts';
import { lockRows } from '@marketgraph/db';
import { fail, ok, type CurrencyCode, type Result } from '@marketgraph/kernel';
import { eq } from 'drizzle-orm';
import { existingUser, type UserRow } from '../accounts/account.queries.ts';
import { users } from '../accounts/account.tables.ts';
import type { CommandDeps } from '../deps.ts';
import { invalidInput, type InvalidInput } from '../errors.ts';
import { publishViewersChanged } from '../sessions/live-sessions.ts';
import { canonicalLocale, e164, NAME_MAXIMUM_LENGTH, oneLine, pictureUrl, timeZone } from './profile.rules.ts';
import { isMissing, type Optional } from '../optional.ts';

export interface ProfileInput {
  readonly name?: Optional<string>;
  readonly phone?: Optional<string>;
  readonly phoneCountry?: Optional<string>;
  readonly avatarUrl?: Optional<string>;
  readonly locale?: Optional<string>;
  readonly currency?: Optional<CurrencyCode>;
  readonly timeZone?: Optional<string>;
}

type Profile = Partial<Pick<UserRow, 'name' | 'phone' | 'avatarUrl' | 'locale' | 'currency' | 'timeZone'>>;

/** The locale is part of what routers know of a person, so its change is published. */
export async function updateProfile(deps: CommandDeps, actor: UserViewer, input: ProfileInput): Promise<Result<{ user: UserRow }, InvalidInput>> {
  const decoded = decodeProfile(input);
  if (!decoded.ok) return decoded;
  return deps.db.transaction(async (tx) => {
    await lockRows(tx, users, [actor.userId]);
    await tx.update(users).set({ ...decoded.value, updatedAt: deps.clock.now() }).where(eq(users.id, actor.userId));
    if (decoded.value.locale !== undefined) await publishViewersChanged(tx, deps, [actor.userId]);
    return ok({ user: await existingUser(tx, actor.userId) });
  });
}

/** Only what changes. Null clears phone and picture, and is as good as left out elsewhere. */
export function decodeProfile(input: ProfileInput): Result<Profile, InvalidInput> {
  const name = isMissing(input.name) ? null : oneLine(input.name, NAME_MAXIMUM_LENGTH);
  if (name === undefined) return fail(invalidInput(`A name has 1 to ${NAME_MAXIMUM_LENGTH} characters.`, 'name'));
  const phone = isMissing(input.phone) ? null : e164(input.phone, input.phoneCountry?.toUpperCase());
  if (phone === undefined) return fail(invalidInput('This is not a telephone number. A national one needs its country.', 'phone'));
  const avatarUrl = isMissing(input.avatarUrl) ? null : pictureUrl(input.avatarUrl);
  if (avatarUrl === undefined) return fail(invalidInput('A picture has an https address.', 'avatarUrl'));
  const locale = isMissing(input.locale) ? null : canonicalLocale(input.locale);
  if (locale === undefined) return fail(invalidInput('This is not a locale such as `de-CH`.', 'locale'));
  const zone = isMissing(input.timeZone) ? null : timeZone(input.timeZone);
  if (zone === undefined) return fail(invalidInput('This is not a time zone such as `Africa/Kampala`.', 'timeZone'));
  return ok({
    ...(name !== null && { name }),
    ...(input.phone !== undefined && { phone }),
    ...(input.avatarUrl !== undefined && { avatarUrl }),
    ...(locale !== null && { locale }),
    ...(!isMissing(input.currency) && { currency: input.currency }),
    ...(zone !== null && { timeZone: zone }),
  });
}
