import { runService } from '@marketgraph/service';
import { catalogModule } from './module.ts';

await runService(catalogModule, process.env);
