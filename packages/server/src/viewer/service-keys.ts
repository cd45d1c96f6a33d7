import { exportJWK, generateKeyPair, type JWK } from 'jose';

/** A fresh Ed25519 pair for one service: the private half stays with it, the public one goes to all the others. */
export async function generateServiceKeys(): Promise<{ privateJwk: JWK; publicJwk: JWK }> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return { privateJwk: await exportJWK(privateKey), publicJwk: await exportJWK(publicKey) };
}
