import { runService } from '@marketgraph/service';
import { createInsights } from './app.ts';
import { readInsightsEnv } from './env.ts';
import { insightsMigrations } from './migrations.ts';

const env = readInsightsEnv(process.env);
await runService({ name: 'insights', env, processEnv: process.env, migrations: insightsMigrations, create: (deps) => createInsights(deps) });
