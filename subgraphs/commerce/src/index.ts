export { assembleCommerce, createCommerce, type Commerce } from './app.ts';
export type { CommerceDeps } from './deps.ts';
export { readCommerceEnv, type CommerceEnv, type CommerceSettings, type StripeSettings } from './env.ts';
export { STRIPE_EVENT_TYPES } from './payments/stripe-events.ts';
export { migrations } from './migrations.ts';
export { CRASH_POINTS, type CrashPoint } from './crash-points.ts';
export { verifyLedger, type LedgerReport, type LedgerViolation } from './ledger/verify-ledger.ts';
export { commerceModule } from './module.ts';
