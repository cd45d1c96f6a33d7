import type { Viewer } from '@marketgraph/contracts';
import type { BaseContext } from '@marketgraph/server';
import type { SocialDeps } from './deps.ts';
import { createNotificationLoaders, type NotificationLoaders } from './notifications/notification.loaders.ts';
import { createReviewLoaders, type ReviewLoaders } from './reviews/review.loaders.ts';

export interface SocialContext extends BaseContext {
  readonly deps: SocialDeps;
  readonly loaders: ReviewLoaders & NotificationLoaders;
}

export function createSocialContext(deps: SocialDeps, viewer: Viewer): SocialContext {
  const { reader } = deps.db;
  return { viewer, log: deps.log, deps, loaders: { ...createReviewLoaders(reader, viewer), ...createNotificationLoaders(reader, viewer) } };
}
