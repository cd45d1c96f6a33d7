import type { SubgraphName } from '@marketgraph/kernel';
import type { ServiceName, Viewer } from '@marketgraph/contracts';
import type { JWK } from 'jose';

/** Carries the signed viewer between processes. Dropped from every request that comes from outside. */
export const VIEWER_HEADER = 'x-marketgraph-viewer';
/** Ed25519 by its older name, which every version of jose knows. */
export const ALGORITHM = 'EdDSA';
export const LIFETIME_SECONDS = 30;

/** One token serves all the subgraphs of one operation. */
export type ViewerSigner = (viewer: Viewer, audience: readonly SubgraphName[]) => Promise<string>;

/** Rejects with {@link InvalidViewerToken}. */
export type ViewerVerifier = (token: string) => Promise<Viewer>;

/** Public keys by the service they belong to: nobody can sign in another's name. */
export type TrustedKeys = Readonly<Partial<Record<ServiceName, JWK>>>;

export class InvalidViewerToken extends Error {
  override readonly name = 'InvalidViewerToken';
}
