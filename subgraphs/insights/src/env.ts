import { readEnv } from '@marketgraph/server';
import { serviceEnv, type ServiceEnv } from '@marketgraph/service';

export type InsightsEnv = ServiceEnv;

/** Insights needs nothing beside what every service does. Ends the process with a list of all mistakes. */
export function readInsightsEnv(env: NodeJS.ProcessEnv): InsightsEnv {
  return readEnv(serviceEnv, env);
}
