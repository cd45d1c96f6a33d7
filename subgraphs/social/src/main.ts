import { runService } from '@marketgraph/service';
import { socialModule } from './module.ts';

await runService(socialModule, process.env);
