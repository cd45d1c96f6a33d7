import { runService } from '@marketgraph/service';
import { identityModule } from './module.ts';

await runService(identityModule, process.env);
