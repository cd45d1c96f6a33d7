export { createInsights, insightsSweepers } from './app.ts';
export { insightsConsumers } from './consumers/all.ts';
export type { InsightsDeps } from './deps.ts';
export { insightsMigrations } from './migrations.ts';
