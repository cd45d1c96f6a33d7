import type { Reader } from '@marketgraph/db';
import { addMilliseconds, SECOND, type Clock, type Id } from '@marketgraph/kernel';
import { importJWK, SignJWT, type JWK } from 'jose';
import { unseal } from '../crypto/seal.ts';
import type { IdentitySettings } from '../deps.ts';
import { ACCESS_TOKEN_LIFETIME_MS } from '../sessions/session.rules.ts';
import { ensureSigningKey, SIGNING_ALGORITHM, type KeyDeps } from './rotate-signing-keys.ts';
import { isPublished, signerAt } from './signing-key.rules.ts';
import { signingKeys } from './signing-key.tables.ts';

export interface AccessToken {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: Date;
}

type SigningDeps = KeyDeps & { readonly settings: Pick<IdentitySettings, 'issuer'> };

/**
 * `sub` and `sid` are uuids; what the person may do is not in the token, since it would be five minutes old. The key is
 * read each time: a rotation, even one in an emergency, holds for every process at once.
 */
export async function signAccessToken(deps: SigningDeps, subject: { userId: Id<'User'>; sessionId: Id<'Session'> }): Promise<AccessToken> {
  const key = await signer(deps);
  const privateJwk = JSON.parse(unseal(deps.secrets.sealingKey, key.privateJwkSealed, key.kid)) as JWK;
  const issuedAt = Math.floor(deps.clock.now().getTime() / SECOND);
  const accessTokenExpiresAt = addMilliseconds(new Date(issuedAt * SECOND), ACCESS_TOKEN_LIFETIME_MS);
  const accessToken = await new SignJWT({ sid: subject.sessionId })
    .setProtectedHeader({ alg: SIGNING_ALGORITHM, kid: key.kid, typ: 'JWT' })
    .setIssuer(deps.settings.issuer)
    .setSubject(subject.userId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(accessTokenExpiresAt)
    .sign(await importJWK(privateJwk, SIGNING_ALGORITHM));
  return { accessToken, accessTokenExpiresAt };
}

/** A JSON Web Key Set with every key that a valid token may be signed with, now or soon. */
export async function publishedKeys({ db, clock }: { db: { reader: Reader }; clock: Clock }): Promise<{ keys: JWK[] }> {
  const rows = await db.reader.select().from(signingKeys).orderBy(signingKeys.signsFrom);
  return { keys: rows.filter((row) => isPublished(row, clock.now())).map((row) => row.publicJwk) };
}

async function signer(deps: KeyDeps): Promise<typeof signingKeys.$inferSelect> {
  const found = signerAt(await deps.db.reader.select().from(signingKeys), deps.clock.now());
  if (found !== undefined) return found;
  await ensureSigningKey(deps);
  const made = signerAt(await deps.db.reader.select().from(signingKeys), deps.clock.now());
  if (made === undefined) throw new Error('there is no key to sign access tokens with');
  return made;
}
