import { asId, MINUTE, SECOND, type Clock, type Id } from '@marketgraph/kernel';
import { createLocalJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import type { IdentityAccess } from './identity-access.ts';

/** What an access token proves. Whether the session still stands is another question. */
export interface AccessClaims {
  readonly userId: Id<'User'>;
  readonly sessionId: Id<'Session'>;
}

/** `null` for a token that proves nothing: expired, forged, or not one at all. */
export type VerifyAccessToken = (token: string) => Promise<AccessClaims | null>;

/** Keys are published ten minutes before they sign. */
const KEYS_FRESH_FOR = 5 * MINUTE;
/** Tokens with invented key ids must not become requests to identity. */
const REFETCH_AFTER = 5 * SECOND;
const CLOCK_SKEW_SECONDS = 5;

const claims = z.object({ sub: z.guid(), sid: z.guid() });

export function createAccessTokenVerifier(identity: Pick<IdentityAccess, 'jwks'>, clock: Clock): VerifyAccessToken {
  const keys = createKeys(identity, clock);
  return async (token) => {
    const currentDate = clock.now();
    const verify = async (key: JWTVerifyGetKey): Promise<AccessClaims> => {
      const { payload } = await jwtVerify(token, key, {
        algorithms: ['EdDSA', 'Ed25519'],
        requiredClaims: ['exp', 'sub', 'sid'],
        clockTolerance: CLOCK_SKEW_SECONDS,
        currentDate,
      });
      const { sub, sid } = claims.parse(payload);
      return { userId: asId('User', sub), sessionId: asId('Session', sid) };
    };
    try {
      return await verify(await keys.current());
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) return proofless(error);
    }
    const newer = await keys.newer();
    return newer === undefined ? null : verify(newer).catch(proofless);
  };
}

function proofless(error: unknown): null {
  if (error instanceof errors.JOSEError || error instanceof z.ZodError) return null;
  throw error;
}

interface Keys {
  current(): Promise<JWTVerifyGetKey>;
  /** Asked anew, for a key id that is not known; `undefined` where that was done a moment ago. */
  newer(): Promise<JWTVerifyGetKey | undefined>;
}

function createKeys(identity: Pick<IdentityAccess, 'jwks'>, clock: Clock): Keys {
  let known: { readonly set: JWTVerifyGetKey; readonly at: number } | undefined;
  let asking: Promise<JWTVerifyGetKey> | undefined;

  function ask(): Promise<JWTVerifyGetKey> {
    asking ??= identity
      .jwks()
      .then((jwks) => {
        const set = createLocalJWKSet(jwks);
        known = { set, at: clock.now().getTime() };
        return set;
      })
      .finally(() => {
        asking = undefined;
      });
    return asking;
  }

  return {
    current: async () => {
      if (known === undefined) return ask();
      const { set, at } = known;
      if (clock.now().getTime() - at < KEYS_FRESH_FOR) return set;
      // In the background, and whatever becomes of it: an outage of identity must neither slow anybody down nor sign
      // anybody out.
      ask().catch(() => undefined);
      return set;
    },
    newer: async () => {
      if (known !== undefined && clock.now().getTime() - known.at < REFETCH_AFTER) return undefined;
      return ask();
    },
  };
}
