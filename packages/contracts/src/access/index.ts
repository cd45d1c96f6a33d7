import { catalogAccess } from './catalog.ts';
import { commerceAccess } from './commerce.ts';
import { identityAccess } from './identity.ts';
import { insightsAccess } from './insights.ts';
import { logisticsAccess } from './logistics.ts';
import { socialAccess } from './social.ts';

export { catalogAccess, commerceAccess, identityAccess, insightsAccess, logisticsAccess, socialAccess };
export { ACCESS_VIEWERS, type Access, type AccessTable, type AccessViewer, type FieldAccess } from './access.types.ts';

/**
 * Who may do what: every root field of the graph and every viewer. Written down before it is built; tests compare it
 * with the directives in the schemas and make each of these calls for real.
 */
export const ACCESS_BY_SUBGRAPH = {
  identity: identityAccess,
  catalog: catalogAccess,
  commerce: commerceAccess,
  logistics: logisticsAccess,
  social: socialAccess,
  insights: insightsAccess,
} as const;

export const ACCESS = { ...identityAccess, ...catalogAccess, ...commerceAccess, ...logisticsAccess, ...socialAccess, ...insightsAccess } as const;

/** `Query.cart`, `Mutation.checkout`, … */
export type RootField = keyof typeof ACCESS;
