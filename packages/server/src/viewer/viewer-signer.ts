import type { Clock } from '@marketgraph/kernel';
import type { ServiceName } from '@marketgraph/contracts';
import { importJWK, SignJWT, type JWK } from 'jose';
import { ALGORITHM, LIFETIME_SECONDS, type ViewerSigner } from './signed-viewer.types.ts';

/** `privateJwk` is the Ed25519 key of `issuer`. A subgraph's signature is good for its own service viewer only. */
export function createViewerSigner(options: { issuer: ServiceName; privateJwk: JWK; clock: Clock }): ViewerSigner {
  const { issuer, privateJwk, clock } = options;
  let key: ReturnType<typeof importJWK> | undefined;
  return async (viewer, audience) => {
    key ??= importJWK(privateJwk, ALGORITHM);
    const { traceId, ...claims } = viewer;
    const now = Math.floor(clock.now().getTime() / 1_000);
    return new SignJWT({ viewer: claims })
      .setProtectedHeader({ alg: ALGORITHM })
      .setIssuer(issuer)
      .setAudience([...audience])
      .setIssuedAt(now)
      .setExpirationTime(now + LIFETIME_SECONDS)
      .setJti(traceId)
      .sign(await key);
  };
}
