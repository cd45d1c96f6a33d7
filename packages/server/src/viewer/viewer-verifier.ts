import type { Clock, SubgraphName } from '@marketgraph/kernel';
import type { ServiceName, Viewer } from '@marketgraph/contracts';
import { decodeJwt, errors, importJWK, jwtVerify, type CryptoKey } from 'jose';
import { ALGORITHM, InvalidViewerToken, LIFETIME_SECONDS, type TrustedKeys, type ViewerVerifier } from './signed-viewer.types.ts';
import { claimsFormat } from './viewer-claims.ts';

/** Clocks of two machines may differ by as much. */
const TOLERATED_SECONDS = 5;
const MOST_REMEMBERED = 1_000;

interface Verified {
  readonly viewer: Viewer;
  /** Milliseconds; the token is verified anew, and then refused, from here on. */
  readonly until: number;
}

/**
 * Accepts what the router, or a subgraph in its own name, has signed for this audience within the last 30 seconds.
 * One operation sends the same token with each of its fetches, so verified ones are remembered for as long as they live.
 */
export function createViewerVerifier(options: { audience: SubgraphName; trustedJwks: TrustedKeys; clock: Clock }): ViewerVerifier {
  const { audience, trustedJwks, clock } = options;
  const keys = new Map<ServiceName, Promise<CryptoKey | Uint8Array>>();
  const remembered = new Map<string, Verified>();

  async function verify(token: string): Promise<Verified> {
    const issuer = issuerOf(token);
    const jwk = issuer === undefined ? undefined : trustedJwks[issuer];
    if (issuer === undefined || jwk === undefined) throw new InvalidViewerToken('signed by nobody who is trusted');
    const key = keys.get(issuer) ?? importJWK(jwk, ALGORITHM);
    keys.set(issuer, key);
    const { payload } = await jwtVerify(token, await key, {
      algorithms: [ALGORITHM],
      issuer,
      audience,
      requiredClaims: ['exp', 'iat', 'jti'],
      maxTokenAge: LIFETIME_SECONDS,
      clockTolerance: TOLERATED_SECONDS,
      currentDate: clock.now(),
    });
    const viewer = viewerOf(payload['viewer'], String(payload.jti));
    const isOwnName = viewer.kind === 'service' && viewer.service === issuer;
    if (issuer !== 'router' && !isOwnName) throw new InvalidViewerToken(`${issuer} may sign for itself only`);
    if (viewer.kind === 'service' && !isOwnName) throw new InvalidViewerToken(`${issuer} may not sign in another's name`);
    return { viewer, until: (Number(payload.iat) + LIFETIME_SECONDS) * 1_000 };
  }

  return async (token) => {
    const known = remembered.get(token);
    if (known !== undefined && clock.now().getTime() < known.until) return known.viewer;
    remembered.delete(token);
    const verified = await verify(token).catch((error: unknown) => {
      throw error instanceof errors.JOSEError ? new InvalidViewerToken(error.code, { cause: error }) : error;
    });
    if (remembered.size >= MOST_REMEMBERED) forgetOldest(remembered);
    remembered.set(token, verified);
    return verified.viewer;
  };
}

/** Read before the signature is checked, only to choose the key it is checked with. */
function issuerOf(token: string): ServiceName | undefined {
  try {
    return decodeJwt(token).iss as ServiceName | undefined;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

function viewerOf(claims: unknown, traceId: string): Viewer {
  const parsed = claimsFormat.safeParse(claims);
  if (!parsed.success) throw new InvalidViewerToken('holds no viewer');
  return { ...parsed.data, traceId } as Viewer;
}

function forgetOldest(remembered: Map<string, Verified>): void {
  const oldest = remembered.keys().next();
  if (oldest.done !== true) remembered.delete(oldest.value);
}
