import { runService } from '@marketgraph/service';
import { insightsModule } from './module.ts';

await runService(insightsModule, process.env);
