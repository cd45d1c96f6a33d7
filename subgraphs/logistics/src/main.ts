import { runService } from '@marketgraph/service';
import { logisticsModule } from './module.ts';

await runService(logisticsModule, process.env);
