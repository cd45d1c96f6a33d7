import { catalogModule } from '@marketgraph/catalog';
import { commerceModule } from '@marketgraph/commerce';
import { identityModule } from '@marketgraph/identity';
import { insightsModule } from '@marketgraph/insights';
import { logisticsModule } from '@marketgraph/logistics';
import type { SubgraphModule } from '@marketgraph/service';
import { socialModule } from '@marketgraph/social';

/** The six. Identity first: the router asks it who is who. */
export const MODULES: readonly SubgraphModule[] = [identityModule, catalogModule, commerceModule, logisticsModule, socialModule, insightsModule];
