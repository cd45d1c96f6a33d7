export { createSocial } from './app.ts';
export type { SocialDeps, SocialSettings } from './deps.ts';
export { readSocialEnv } from './env.ts';
export { socialModule } from './module.ts';
