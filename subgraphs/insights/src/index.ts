export { createInsights } from './app.ts';
export type { InsightsDeps } from './deps.ts';
export { insightsModule } from './module.ts';
