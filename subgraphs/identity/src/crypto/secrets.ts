import { createHmac, hkdfSync } from 'node:crypto';

/** Keys for one purpose each, all derived from the one secret that the service is given. */
export interface IdentitySecrets {
  /** AES-256 key under which the private signing keys lie in the database. */
  readonly sealingKey: Buffer;
  /** Makes a guessable value (a six-digit code, an address) useless to whoever reads only the database. */
  keyedHash(purpose: 'email-code' | 'throttle', text: string): string;
}

export const SECRET_MINIMUM_LENGTH = 32;

/** `secret`: at least 32 characters that nobody can guess, the same for every copy of the service. */
export function createSecrets(secret: string): IdentitySecrets {
  if (secret.length < SECRET_MINIMUM_LENGTH) throw new Error(`the secret of identity has fewer than ${SECRET_MINIMUM_LENGTH} characters`);
  const derive = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', secret, 'marketgraph identity', purpose, 32));
  const hashKeys = { 'email-code': derive('email-code'), throttle: derive('throttle') };
  return {
    sealingKey: derive('signing-keys'),
    keyedHash: (purpose, text) => createHmac('sha256', hashKeys[purpose]).update(text).digest('base64url'),
  };
}
