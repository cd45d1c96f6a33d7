import type { BaseContext } from '@marketgraph/server';
import type { IdentityDeps } from './deps.ts';
import type { Loaders } from './loaders.ts';

export interface IdentityContext extends BaseContext {
  readonly deps: IdentityDeps;
  readonly loaders: Loaders;
}
