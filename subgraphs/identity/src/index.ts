export { createIdentity } from './app.ts';
export type { CommandDeps, IdentityDeps, IdentitySettings } from './deps.ts';
export { createSecrets, type IdentitySecrets } from './crypto/secrets.ts';
export { readIdentityEnv, type IdentityEnv } from './env.ts';
export { identityModule, openIdentityDeps } from './module.ts';
export { identityConsumers } from './consumers/consumers.ts';
export { createOperator, type CreateOperatorInput } from './accounts/create-operator.ts';
export { rotateSigningKeys } from './keys/rotate-signing-keys.ts';
