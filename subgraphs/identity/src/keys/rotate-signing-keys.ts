import type { Transaction } from '@marketgraph/db';
import { isNull, lte, ne, sql } from 'drizzle-orm';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { seal } from '../crypto/seal.ts';
import type { CommandDeps } from '../deps.ts';
import { rotationTimes, signerAt } from './signing-key.rules.ts';
import { signingKeys } from './signing-key.tables.ts';

export const SIGNING_ALGORITHM = 'EdDSA';

export type KeyDeps = Pick<CommandDeps, 'db' | 'clock' | 'log' | 'secrets'>;

/**
 * Makes a successor of the key that signs access tokens. It is published ahead of its first signature, and its
 * predecessor until its last token has expired: nobody is logged out.
 *
 * `immediately`, for a key that may have leaked: the new key signs at once and all others are gone at once. Clients then
 * refresh before their time; refresh tokens do not depend on these keys.
 */
export async function rotateSigningKeys(deps: KeyDeps, options: { immediately?: boolean } = {}): Promise<{ kid: string; signsFrom: Date }> {
  const now = deps.clock.now();
  const { signsFrom, predecessorPublishedUntil } = rotationTimes(now);
  const key = await newKey(deps);
  const made = await deps.db.transaction(async (tx) => {
    await lockKeys(tx);
    if (options.immediately === true) await tx.delete(signingKeys).where(ne(signingKeys.kid, key.kid));
    else await tx.update(signingKeys).set({ publishedUntil: predecessorPublishedUntil }).where(isNull(signingKeys.publishedUntil));
    const times = { createdAt: now, signsFrom: options.immediately === true ? now : signsFrom };
    await tx.insert(signingKeys).values({ ...key, ...times });
    return times;
  });
  deps.log.info({ kid: key.kid, signsFrom: made.signsFrom }, 'signing key rotated');
  return { kid: key.kid, signsFrom: made.signsFrom };
}

/** The first key of a new database signs at once. Of two processes that start together one makes it. */
export async function ensureSigningKey(deps: KeyDeps): Promise<void> {
  const existing = await deps.db.reader.select().from(signingKeys);
  if (signerAt(existing, deps.clock.now()) !== undefined) return;
  const key = await newKey(deps);
  await deps.db.transaction(async (tx) => {
    await lockKeys(tx);
    const now = deps.clock.now();
    if (signerAt(await tx.select().from(signingKeys), now) !== undefined) return;
    await tx.insert(signingKeys).values({ ...key, createdAt: now, signsFrom: now });
  });
}

/** Removes keys that nobody needs to verify with any more. */
export async function purgeSigningKeys(deps: KeyDeps): Promise<number> {
  return deps.db.transaction(async (tx) => {
    await lockKeys(tx);
    const removed = await tx.delete(signingKeys).where(lte(signingKeys.publishedUntil, deps.clock.now())).returning({ kid: signingKeys.kid });
    return removed.length;
  });
}

async function newKey({ secrets }: KeyDeps) {
  const pair = await generateKeyPair(SIGNING_ALGORITHM, { crv: 'Ed25519', extractable: true });
  const publicJwk = await exportJWK(pair.publicKey);
  const kid = await calculateJwkThumbprint(publicJwk);
  const privateJwkSealed = seal(secrets.sealingKey, JSON.stringify(await exportJWK(pair.privateKey)), kid);
  return { kid, publicJwk: { ...publicJwk, kid, alg: SIGNING_ALGORITHM, use: 'sig' }, privateJwkSealed, publishedUntil: null };
}

/** Readers go on; whoever makes or removes keys waits. */
async function lockKeys(tx: Transaction): Promise<void> {
  await tx.execute(sql`lock table ${signingKeys} in share row exclusive mode`);
}
