import { runService } from '@marketgraph/service';
import { commerceModule } from './module.ts';

await runService(commerceModule, process.env);
