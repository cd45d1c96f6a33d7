import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import type { Database } from '@marketgraph/db';
import { addMilliseconds, createIdGenerator, DAY, encodeId, HOUR, systemClock, type Id } from '@marketgraph/kernel';
import { sql } from 'drizzle-orm';

export interface SignedInSession {
  readonly sessionId: Id<'Session'>;
  /** The same as clients know it. */
  readonly publicId: string;
  readonly accessToken: string;
}

/** Begins a session of somebody whose account exists, as a login would, but without a password. */
export type SignIn = (userId: Id<'User'>) => Promise<SignedInSession>;

/**
 * Hashing two hundred passwords takes longer than what is tested with two hundred buyers. So the test publishes a key of
 * its own beside identity's, as a key that was rotated out is still published, and signs with it. Everything that
 * follows from a token is as it always is: signature, session, rights.
 */
export async function createSignIn(identity: Database): Promise<SignIn> {
  const ids = createIdGenerator(systemClock);
  const kid = `test-${randomUUID()}`;
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid, alg: 'EdDSA', use: 'sig' };
  const now = systemClock.now();
  // Older than identity's own, which therefore remains the one that signs.
  await identity.transaction((tx) =>
    tx.execute(sql`insert into signing_keys (kid, public_jwk, private_jwk_sealed, created_at, signs_from, published_until)
      values (${kid}, ${JSON.stringify(jwk)}::jsonb, 'not used', ${at(now, -DAY)}, ${at(now, -DAY)}, ${at(now, DAY)})`),
  );

  return async (userId) => {
    const sessionId = ids.next('Session');
    const begun = systemClock.now();
    await identity.transaction((tx) =>
      tx.execute(sql`insert into sessions (id, user_id, user_agent, address_prefix, created_at, last_used_at, expires_at)
        values (${sessionId}, ${userId}, 'test', '127.0.0.0/24', ${at(begun, 0)}, ${at(begun, 0)}, ${at(begun, DAY)})`),
    );
    const seconds = Math.floor(begun.getTime() / 1_000);
    const claims = { iss: 'marketgraph', sub: userId, sid: sessionId, iat: seconds, exp: seconds + HOUR / 1_000 };
    const text = `${encode({ alg: 'EdDSA', kid, typ: 'JWT' })}.${encode(claims)}`;
    const accessToken = `${text}.${sign(null, Buffer.from(text), privateKey).toString('base64url')}`;
    return { sessionId, publicId: encodeId('Session', sessionId), accessToken };
  };
}

function at(time: Date, offset: number): string {
  return addMilliseconds(time, offset).toISOString();
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
