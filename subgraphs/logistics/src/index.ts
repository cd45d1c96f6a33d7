export { createLogistics } from './app.ts';
export type { LogisticsDeps } from './deps.ts';
export { readLogisticsSettings, type LogisticsSettings } from './env.ts';
export { logisticsModule } from './module.ts';
