export type { LocalRequest } from './operations/ask-locally.ts';
export { createRouter, type Router, type RouterStatus } from './router.ts';
export type { RouterOptions, SourceOption } from './options.ts';
export { readEntranceEnv, readRouterEnv, type EntranceEnv, type RouterEnv } from './env.ts';
export { DEFAULT_LIMITS, type Limits } from './limits/limits.ts';
export type { RateLimit } from './limits/rate.ts';
export type { IdentityAccess, SessionChange, SessionFacts } from './viewer/identity-access.ts';
export type { FetchRecord } from './data-source/sources.ts';
export type { CorsOptions } from './entrance/cors.ts';
